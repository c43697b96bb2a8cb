"""One module a page, each with its layout."""
