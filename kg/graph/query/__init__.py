"""Questions asked of a graph: the library of competency questions, and free SPARQL."""

from kg.graph.query.answer import Answer
from kg.graph.query.library import ask, library, question
from kg.graph.query.question import Column, Parameter, Question
from kg.graph.query.sparql import select, solutions

__all__ = ["Answer", "Column", "Parameter", "Question", "ask", "library", "question", "select", "solutions"]
