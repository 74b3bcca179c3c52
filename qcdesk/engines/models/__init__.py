"""Weights: what is published, where it lies, how it gets there, and how one form becomes another."""

from qcdesk.engines.models.catalogue import Form, PublishedModel, published_model, published_models
from qcdesk.engines.models.imports import import_
from qcdesk.engines.models.install import Source, install
from qcdesk.engines.models.store import ModelFiles, VerifiedFile, find, installed, verify

__all__ = [
    "Form",
    "ModelFiles",
    "PublishedModel",
    "Source",
    "VerifiedFile",
    "find",
    "import_",
    "install",
    "installed",
    "published_model",
    "published_models",
    "verify",
]
