"""A printed page as PDF: what a sheet says, drawn with fpdf2 in fonts that travel with it."""

from bot.pdf.page import draw

__all__ = ["draw"]
