"""The forms in which terminologies are published, a module a form."""

from __future__ import annotations

from kg.facts.packs.forms.cellxgene import CELLXGENE
from kg.facts.packs.forms.form import Form, Vocabulary
from kg.facts.packs.forms.genes import GENE_FORMS
from kg.facts.packs.forms.ncit import NCIT_FORMS
from kg.facts.packs.forms.obo import OBO_FORMS
from kg.facts.packs.forms.obographs import OBOGRAPHS_FORMS
from kg.facts.packs.forms.oncotree import ONCOTREE_FORMS
from kg.facts.packs.forms.owl import OWL_FORMS
from kg.facts.packs.forms.terms import TERM_TABLES
from kg.facts.packs.forms.unii import UNII_FORMS

__all__ = ["FORMS", "Form", "Vocabulary"]

#: Every form; at most one matches the start of a file.
FORMS: tuple[Form, ...] = (
    *NCIT_FORMS,
    *TERM_TABLES,
    *OBO_FORMS,
    *OBOGRAPHS_FORMS,
    CELLXGENE,
    *OWL_FORMS,
    *ONCOTREE_FORMS,
    *GENE_FORMS,
    *UNII_FORMS,
)
