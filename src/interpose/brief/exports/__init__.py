"""The brief in other forms: PDF, DOCX, map layers, pictures and descriptions for programs."""
