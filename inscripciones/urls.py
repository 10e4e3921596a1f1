from django.urls import path

from .views import panel, publico

app_name = "inscripciones"
urlpatterns = [
    path("q/<slug:corto>/", publico.enlace_corto, name="enlace-corto"),
    path("eventos/<slug:slug>/inscripcion/", publico.inscripcion, name="inscripcion"),
    path("i/<slug:clave>/", publico.mi_registro, name="mi-registro"),
    path("i/<slug:clave>/pase.png", publico.pase_png, name="pase-png"),
    path("i/<slug:clave>/pase.svg", publico.pase_svg, name="pase-svg"),
    path("i/<slug:clave>/cancelar/", publico.cancelar, name="cancelar"),
    path("panel/eventos/<slug:slug>/inscripciones/", panel.inscripciones, name="panel-inscripciones"),
]
