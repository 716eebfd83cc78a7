#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of bench-badges: the same badges, drawn with ReportLab as its manual shows.

Usage: reportlab-badges.py BADGES.csv OUTPUT.pdf
"""
import csv
import sys

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = "/usr/share/fonts/truetype/noto/"
WIDTH, HEIGHT, MARGIN, CODE = 85 * mm, 54 * mm, 4 * mm, 24 * mm


def font_for(text):
    """A font of the script: ReportLab does not look for one by itself."""
    for character in text:
        if "\u0590" <= character <= "\u05ff":
            return "Hebrew"
        if "\u0900" <= character <= "\u097f":
            return "Devanagari"
        if "\u0e00" <= character <= "\u0e7f":
            return "Thai"
    return "Latin"


def draw_fitted(canvas, text, x, y, width, size):
    font = font_for(text) + "-Bold"
    while size > 6 and pdfmetrics.stringWidth(text, font, size) > width:
        size -= 0.5
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def draw_code(canvas, code, x, y):
    widget = QrCodeWidget(code, barLevel="M", barBorder=0)
    left, bottom, right, top = widget.getBounds()
    drawing = Drawing(CODE, CODE, transform=[CODE / (right - left), 0, 0, CODE / (top - bottom), 0, 0])
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, x, y)


def draw_badge(canvas, badge, x, y):
    canvas.setFillColor(black)
    canvas.setFont("Latin-Bold", 9)
    canvas.drawString(x + MARGIN, y + HEIGHT - MARGIN - 7, badge["event"])
    draw_fitted(canvas, badge["name"], x + MARGIN, y + 34 * mm, WIDTH - 2 * MARGIN, 40)
    canvas.setFont("Latin-Regular", 12)
    canvas.drawString(x + MARGIN, y + 24 * mm, badge["company"])
    canvas.setFillColor(HexColor(badge["colour"]))
    band = WIDTH - 2 * MARGIN - CODE - 3 * mm
    canvas.roundRect(x + MARGIN, y + MARGIN, band, 7 * mm, 2 * mm, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont("Latin-Bold", 11)
    canvas.drawCentredString(x + MARGIN + band / 2, y + MARGIN + 2 * mm, badge["tier"])
    draw_code(canvas, badge["code"], x + WIDTH - MARGIN - CODE, y + MARGIN)


def main(source, target):
    for script in ("", "Hebrew", "Devanagari", "Thai"):
        for weight in ("Regular", "Bold"):
            pdfmetrics.registerFont(TTFont(f"{script or 'Latin'}-{weight}", f"{FONTS}NotoSans{script}-{weight}.ttf"))
    canvas = Canvas(target, pagesize=A4, pageCompression=1)
    with open(source, newline="", encoding="utf-8") as file:
        for number, badge in enumerate(csv.DictReader(file)):
            column, row = number % 2, number // 2 % 5
            draw_badge(canvas, badge, 20 * mm + column * WIDTH, A4[1] - 13.5 * mm - (row + 1) * HEIGHT)
            if number % 10 == 9:
                canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
