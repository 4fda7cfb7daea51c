"""The JSON API: one module of serializers and one of views for each module of models."""
