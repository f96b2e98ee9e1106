"""The graph: facts written as RDF, kept, reasoned over, validated, queried and drawn. Knows no registry record's form."""
