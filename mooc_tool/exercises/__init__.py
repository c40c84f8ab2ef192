"""What a learner does: kinds of exercise, posed and marked by the engine.

Callers use :mod:`mooc_tool.exercises.play` and, for the places, :mod:`mooc_tool.exercises.territory`.
"""
