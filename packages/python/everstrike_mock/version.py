"""The version of the program that this package goes with."""
__version__ = "0.1.0"
