"""The graph: facts written as RDF, kept, reasoned over, validated, queried and drawn.

It knows no registry record's form.
"""
