"""The charts of a brief, each made with Altair as Vega-Lite."""
