#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the door's four tones, always the same bytes: run it in this folder.

Told apart without looking: in rises, out falls, look knocks twice, no is low and long.
"""

import math
import struct
import wave

RATE = 22050

# (frequency in Hz, seconds) after each other; 0 Hz is silence
TONES = {
    "in": [(784, 0.07), (1175, 0.16)],
    "out": [(784, 0.07), (523, 0.16)],
    "look": [(659, 0.08), (0, 0.05), (659, 0.12)],
    "no": [(196, 0.16), (0, 0.03), (165, 0.32)],
}


def sample(frequency, t, length):
    """A soft tone: three partials, 6 ms of attack, the rest a decay that ends at nothing."""
    if frequency == 0:
        return 0.0
    partials = ((1, 0.62), (2, 0.24), (3, 0.14))
    body = sum(a * math.sin(2 * math.pi * frequency * n * t) for n, a in partials)
    attack = min(1.0, t / 0.006)
    decay = 1.0 - (t / length) ** 3
    return 0.7 * body * attack * decay


def main():
    for name, notes in TONES.items():
        frames = bytearray()
        for frequency, length in notes:
            for i in range(int(RATE * length)):
                value = sample(frequency, i / RATE, length)
                frames += struct.pack("<h", int(32767 * value))
        with wave.open(name + ".wav", "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(bytes(frames))


main()
