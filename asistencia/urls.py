from django.urls import path

from .views import cierre, en_vivo, panel, publico, puerta, puesto, puestos, voces

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
    path("panel/eventos/<slug:slug>/en-vivo/", en_vivo.en_vivo, name="panel-en-vivo"),
    path("panel/eventos/<slug:slug>/proyector/", en_vivo.proyector, name="panel-proyector"),
    path("panel/puestos/", puestos.puestos, name="panel-puestos"),
    path("panel/puestos/nuevo/", puestos.nuevo, name="panel-puesto-nuevo"),
    path("panel/puestos/cola/", puestos.cola, name="panel-puestos-cola"),
    path("panel/puestos/<int:pk>/", puestos.puesto, name="panel-puesto"),
    path("panel/puestos/<int:pk>/qr/", puestos.nuevo_qr, name="panel-puesto-qr"),
    path("panel/puestos/<int:pk>/revocar/", puestos.revocar, name="panel-puesto-revocar"),
    path("panel/cifras/", panel.cifras, name="panel-cifras"),
    path("panel/historico/", panel.historico, name="panel-historico"),
    path("panel/voces/", voces.voces, name="panel-voces"),
    path("panel/voces/<slug:folio>/", voces.voz, name="panel-voz"),
]
