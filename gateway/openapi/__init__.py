"""The OpenAPI document, made from the protos and the catalogue of errors."""
