# Texts: sync
