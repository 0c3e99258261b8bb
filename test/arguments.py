"""The arguments that the tests with random reports share."""
import argparse
import random


def parser(doc, reports=None, seed=None, help=None):
    """A parser with --seed, and with --reports if it says how many; `doc` is the module's.

    Without a seed each run has one of its own, which it is to print.
    """
    found = argparse.ArgumentParser(description=doc.split("\n")[0])
    if seed is None:
        found.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 9),
                           help="default: a new one")
    else:
        found.add_argument("--seed", type=int, default=seed, help="default: %(default)s")
    if reports is not None:
        found.add_argument("--reports", type=int, default=reports, metavar="N", help=help)
    return found


def add_names(parser, name, known):
    """An option that names some of the known ones, or all: a list."""
    def chosen(text):
        names = list(known) if text == "all" else text.split(",")
        unknown = [each for each in names if each not in known]
        if unknown:
            raise argparse.ArgumentTypeError("unknown: " + ", ".join(unknown))
        return names
    parser.add_argument(name, type=chosen, default="all", metavar="NAME,NAME",
                        help="all, or some of: " + " ".join(known))
