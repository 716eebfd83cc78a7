# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the samples of a flash sale as SVG: what is sold, held on top of it, and how often somebody was refused."""

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 70, 70, 60, 56
SOLD, HELD, REFUSED, INK, GRID = "#26a269", "#f5c211", "#c01c28", "#3d3846", "#deddda"


def ticks(most):
    """About five round numbers up to the largest."""
    step = 1
    while most / step > 6:
        step *= 5 if str(step)[0] == "1" else 2
    return range(0, int(most) + 1, step)


def draw(samples, scale, n_tickets, n_buyers):
    """samples: (seconds, sold, held, refusals so far)."""
    minutes = [second * scale / 60 for second, *_ in samples]
    last, most_refused = max(minutes[-1], 1), max(samples[-1][3], 1)
    top = n_tickets * 1.08

    def x(minute):
        return LEFT + minute / last * (WIDTH - LEFT - RIGHT)

    def y(value, most):
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM)

    def path(values, most, more=""):
        return " ".join(f"{'ML'[i > 0]}{x(m):.1f},{y(v, most):.1f}" for i, (m, v) in enumerate(zip(minutes, values, strict=True))) + more

    def text(left, up, words, anchor="middle", colour=INK, size=13, more=""):
        return f'<text x="{left:.1f}" y="{up:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"{more}>{words}</text>'

    floor = f" L{x(minutes[-1]):.1f},{y(0, 1):.1f} L{x(minutes[0]):.1f},{y(0, 1):.1f} Z"
    sold = [sample[1] for sample in samples]
    taken = [sample[1] + sample[2] for sample in samples]
    refused = [sample[3] for sample in samples]
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Cantarell, sans-serif">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
             text(LEFT, 28, f"{n_buyers:,} people want {n_tickets:,} tickets".replace(",", "\u202f"), "start", size=18, more=' font-weight="bold"')]
    for value in ticks(n_tickets):
        lines += [f'<path d="M{LEFT},{y(value, top):.1f} H{WIDTH - RIGHT}" stroke="{GRID}"/>', text(LEFT - 8, y(value, top) + 4, value, "end")]
    for value in ticks(most_refused):
        lines.append(text(WIDTH - RIGHT + 8, y(value, most_refused * 1.08) + 4, value, "start", REFUSED))
    for value in ticks(last):
        lines.append(text(x(value), HEIGHT - BOTTOM + 20, value))
    lines += [f'<path d="{path(taken, top, floor)}" fill="{HELD}"/>', f'<path d="{path(sold, top, floor)}" fill="{SOLD}"/>',
              f'<path d="M{LEFT},{y(n_tickets, top):.1f} H{WIDTH - RIGHT}" stroke="{INK}" stroke-dasharray="6 4"/>',
              f'<path d="{path(refused, most_refused * 1.08)}" fill="none" stroke="{REFUSED}" stroke-width="2.5"/>',
              text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "minutes")]
    for place, (colour, words) in enumerate(((SOLD, "sold"), (HELD, "held in carts"), (REFUSED, "refusals so far (right)"))):
        lines += [f'<rect x="{WIDTH - RIGHT - 400 + place * 115}" y="17" width="13" height="13" fill="{colour}"/>',
                  text(WIDTH - RIGHT - 381 + place * 115, 28, words, "start")]
    return "\n".join([*lines, "</svg>"]) + "\n"
