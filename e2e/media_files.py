"""Fake camera and microphone files: one hue and one tone a person tell who is seen and who is heard."""

import colorsys
import math
import struct
import wave
from pathlib import Path

WIDTH, HEIGHT, FRAMES_PER_SECOND = 320, 240, 12
SAMPLE_RATE = 48_000


def write_camera(path: Path, hue: float, seconds: int = 4) -> None:
    """Write a Y4M (I420) film of one hue (degrees); a strip walks across it, so a frozen picture shows."""
    red, green, blue = (round(part * 255) for part in colorsys.hsv_to_rgb(hue / 360, 0.85, 0.75))
    luma = round(0.299 * red + 0.587 * green + 0.114 * blue)
    u = min(255, max(0, round(128 - 0.169 * red - 0.331 * green + 0.5 * blue)))
    v = min(255, max(0, round(128 + 0.5 * red - 0.419 * green - 0.081 * blue)))
    chroma = bytes([u]) * (WIDTH * HEIGHT // 4) + bytes([v]) * (WIDTH * HEIGHT // 4)
    frames = seconds * FRAMES_PER_SECOND
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(frames):
            start = (number * WIDTH // frames) & ~1
            row = bytearray([luma]) * WIDTH
            row[start : start + 24] = bytes([235]) * len(row[start : start + 24])
            film.write(b"FRAME\n" + bytes(row) * HEIGHT + chroma)


def write_tone(path: Path, frequency: int, seconds: int = 4) -> None:
    """Write a pulsed sine (Hz): a browser's noise suppression takes a steady tone for noise."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        samples = bytearray()
        for number in range(seconds * SAMPLE_RATE):
            within = number % (SAMPLE_RATE // 2)
            loud = within < SAMPLE_RATE * 4 // 10
            height = math.sin(2 * math.pi * frequency * number / SAMPLE_RATE) if loud else 0
            samples += struct.pack("<h", round(9000 * height))
        sound.writeframes(bytes(samples))
