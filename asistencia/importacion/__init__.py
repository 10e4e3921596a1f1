"""Past years come in by files: read (lectura), understood (historico), and entered whole or not at all."""
