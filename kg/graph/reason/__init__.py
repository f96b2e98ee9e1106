"""What follows from the asserted statements by the ontology, kept apart from them."""
