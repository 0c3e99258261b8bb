"""What befalls a text on its way: one line or number lost, doubled or moved, or the end cut off.

Each kind is a generator (text, rng, count) → texts, at most `count` of them, all different from the
given one. None of them may yield another number than the whole text states.
"""
import re

# Not a part of a number that marks without width or points part.
NUMBER = re.compile(r"(?<![\d.,．\u200b])\d+(?![\d.,．\u200b])")
DAMAGES = {}


def damage(function):
    """Register a kind under its function's name."""
    DAMAGES[function.__name__] = function
    return function


def some_lines(lines, rng, count, is_fit=lambda at: True):
    """The places of a few lines that are not blank."""
    full = [at for at, line in enumerate(lines) if line.strip() and is_fit(at)]
    return rng.sample(full, min(count, len(full)))


@damage
def erase(text, rng, count):
    """A line deleted."""
    lines = text.split("\n")
    for at in some_lines(lines, rng, count):
        yield "\n".join(lines[:at] + lines[at + 1:])


@damage
def double(text, rng, count):
    """A line doubled."""
    lines = text.split("\n")
    for at in some_lines(lines, rng, count):
        yield "\n".join(lines[:at + 1] + lines[at:])


@damage
def stray(text, rng, count):
    """A bare number on a line of its own."""
    lines = text.split("\n")
    for at in some_lines(lines, rng, count):
        number = str(rng.choice([rng.randint(0, 9), 12, rng.randint(10, 9999)]))
        yield "\n".join(lines[:at] + [number] + lines[at:])


@damage
def join(text, rng, count):
    """A line joined with the next."""
    lines = text.split("\n")
    for at in some_lines(lines, rng, count, lambda at: any(map(str.strip, lines[at + 1:at + 2]))):
        yield "\n".join(lines[:at] + [lines[at] + " " + lines[at + 1]] + lines[at + 2:])


@damage
def drop(text, rng, count):
    """A number deleted."""
    numbers = list(NUMBER.finditer(text))
    for number in rng.sample(numbers, min(count, len(numbers))):
        yield text[:number.start()] + text[number.end():]


@damage
def prefix(text, rng, count):
    """The text cut anywhere: half of the cuts are in or behind a number."""
    ends = [at + 1 for number in NUMBER.finditer(text) for at in range(*number.span())]
    for _ in range(min(count, len(text) - 1)):
        anywhere = not ends or rng.random() < 0.5
        yield text[:rng.randrange(1, len(text)) if anywhere else rng.choice(ends)]
