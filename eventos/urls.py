from django.urls import path

from .views import administracion, panel, publico

app_name = "eventos"
urlpatterns = [
    path("", publico.agenda, name="agenda"),
    path("eventos/<slug:slug>/", publico.evento, name="evento"),
    path("eventos/<slug:slug>/evento.ics", publico.evento_ics, name="evento-ics"),
    path("territorio/", publico.territorio, name="territorio"),
    path("privacidad/", publico.privacidad, name="privacidad"),
    path("accesibilidad/", publico.accesibilidad, name="accesibilidad"),
    path("healthz", publico.healthz, name="healthz"),
    path("panel/", panel.hoy, name="hoy"),
    path("panel/eventos/", panel.eventos, name="panel-eventos"),
    path("panel/eventos/nuevo/", panel.nuevo, name="panel-nuevo"),
    path("panel/eventos/<slug:slug>/", panel.detalle, name="panel-evento"),
    path("panel/eventos/<slug:slug>/editar/", panel.editar, name="panel-editar"),
    path("panel/eventos/<slug:slug>/publicar/", panel.publicar, name="panel-publicar"),
    path("panel/eventos/<slug:slug>/retirar/", panel.retirar, name="panel-retirar"),
    path("panel/eventos/<slug:slug>/cancelar/", panel.cancelar, name="panel-cancelar"),
    path("panel/eventos/<slug:slug>/afiche/", panel.afiche, name="panel-afiche"),
    path("panel/personas/", administracion.personas, name="panel-personas"),
    path("panel/personas/<int:pk>/quitar/", administracion.quitar_membresia, name="panel-quitar-membresia"),
    path("panel/institucion/<int:pk>/", administracion.institucion, name="panel-institucion"),
    path("panel/bitacora/", administracion.bitacora, name="panel-bitacora"),
]
