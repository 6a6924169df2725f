"""From events to what is analysed: counts by pair or state and month or year, and their coverage."""
