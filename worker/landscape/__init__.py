"""Loss and accuracy of many networks on a whole split."""
