# The commands of Convoca. All the work is in herramientas/, which needs only Python 3.11 or newer.
PYTHON ?= python3
TAREAS := run test setup check prueba-larga bench formato

.PHONY: ayuda $(TAREAS)

ayuda:
	@echo "make run           prepara todo, carga la demostración y sirve en http://localhost:8000"
	@echo "make test          prepara todo y ejecuta todas las pruebas, en SQLite y en PostgreSQL"
	@echo "make setup         solo prepara: después funciona .venv/bin/python manage.py …"
	@echo "make check         solo las revisiones rápidas, sin pruebas"
	@echo "make prueba-larga  las pruebas de fiabilidad a tamaño completo"
	@echo "make bench         mide la puerta junto a lo que aguanta su base de datos (docs/medidas.md)"
	@echo "make formato       da formato al código y a las plantillas"

$(TAREAS):
	@$(PYTHON) herramientas/preparar.py $@
