from django.urls import path

from .views import cierre, panel, publico, puerta, puesto, voces

app_name = "asistencia"
urlpatterns = [
    path("p/<slug:codigo>/", puerta.pase, name="pase"),
    path("puesto/", puesto.app, name="puesto"),
    path("puesto/sw.js", puesto.sw, name="puesto-sw"),
    path("puesto/manifiesto.webmanifest", puesto.manifiesto, name="puesto-manifiesto"),
    path("eventos/<slug:slug>/llegada/", publico.llegada, name="llegada"),
    path("eventos/<slug:slug>/opinar/", publico.opinar, name="opinar"),
    path("o/", publico.buscar_folio, name="buscar-folio"),
    path("o/<slug:folio>/", publico.folio, name="folio"),
    path("transparencia/", publico.transparencia, name="transparencia"),
    path("panel/eventos/<slug:slug>/puerta/", puerta.puerta, name="panel-puerta"),
    path("panel/eventos/<slug:slug>/puerta/alta/", puerta.alta, name="panel-alta"),
    path("panel/eventos/<slug:slug>/puerta/conteo/", puerta.conteo, name="panel-conteo"),
    path("panel/eventos/<slug:slug>/puerta/anular/", puerta.anular, name="panel-anular"),
    path("panel/eventos/<slug:slug>/revisar/", cierre.revisar, name="panel-revisar"),
    path("panel/eventos/<slug:slug>/cierre/", cierre.cierre, name="panel-cierre"),
    path("panel/eventos/<slug:slug>/rectificar/", cierre.rectificar, name="panel-rectificar"),
    path("panel/cifras/", panel.cifras, name="panel-cifras"),
    path("panel/historico/", panel.historico, name="panel-historico"),
    path("panel/voces/", voces.voces, name="panel-voces"),
    path("panel/voces/<slug:folio>/", voces.voz, name="panel-voz"),
]
