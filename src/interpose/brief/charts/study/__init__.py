"""Charts of a study: futures that hold and fail, what drives them, and the box in which they lie."""
