"""Who and where: institutions, units, venues, texts of mechanisms, and the people who sign in. All invented."""

from eventos.models import Membresia

Rol = Membresia.Rol
DOMINIO = {"INPEP": "inpep.example", "ISSS": "isss.example", "Caja Mutual": "cajamutual.example", "MOP": "mop.example"}

# siglas: (name, contact for personal data, units)
INSTITUCIONES = {
    "INPEP": (
        "Instituto Nacional de Pensiones de los Empleados Públicos",
        "Oficina de datos personales, primer nivel, o al correo datos@inpep.example",
        ["Sección de Comunicaciones", "Atención al Pensionado"],
    ),
    "ISSS": (
        "Instituto Salvadoreño del Seguro Social",
        "Ventanilla de datos personales en cada unidad médica, o al correo datos@isss.example",
        ["Promoción de la Salud", "Comunicaciones"],
    ),
    "Caja Mutual": (
        "Caja Mutual de los Empleados del Ministerio de Educación",
        "Recepción de la oficina central, o al correo datos@cajamutual.example",
        ["Participación Ciudadana"],
    ),
    "MOP": (
        "Ministerio de Obras Públicas y de Transporte",
        "Oficina de participación, o al correo datos@mop.example",
        ["Gestión Social", "Participación Ciudadana"],
    ),
}

# siglas: {key: (name, address, how to get there, accessibility, distrito)}
LUGARES = {
    "INPEP": {
        "cine": (
            "Cine del centro",
            "2.ª calle oriente y 4.ª avenida norte",
            "Frente a la parada de la ruta 30",
            "Rampa en la entrada y asientos cerca de la puerta",
            "San Salvador",
        ),
        "casa": (
            "Casa de los pensionados",
            "Colonia Los Laureles, pasaje 3",
            "A media cuadra del parque",
            "Todo a un mismo nivel; hay silla de ruedas prestada",
            "Santa Ana",
        ),
        "auditorio": (
            "Auditorio Las Ceibas",
            "Calle principal, edificio B",
            "Segundo nivel, por el ascensor",
            "Ascensor y sanitario adaptado",
            "San Miguel",
        ),
    },
    "ISSS": {
        "ilobasco": (
            "Parque central de Ilobasco",
            "Frente a la alcaldía",
            "Donde paran los buses de San Salvador",
            "Acera con rampa en las cuatro esquinas",
            "Ilobasco",
        ),
        "cojutepeque": (
            "Polideportivo de Cojutepeque",
            "Barrio El Calvario",
            "Portón sur, junto a las canchas",
            "Entrada a nivel y baños adaptados",
            "Cojutepeque",
        ),
        "sonsonate": (
            "Parque Las Palmeras",
            "Centro de Sonsonate",
            "Junto al quiosco",
            "Piso parejo, con sombra",
            "Sonsonate",
        ),
        "usulutan": (
            "Plaza Los Almendros",
            "Barrio La Merced",
            "A dos cuadras de la terminal",
            "Rampa por el costado",
            "Usulután",
        ),
        "zacatecoluca": (
            "Complejo educativo del barrio Analco",
            "Final de la 5.ª avenida sur",
            "Entrada por la cancha",
            "Salones en el primer nivel",
            "Zacatecoluca",
        ),
        "apopa": (
            "Casa comunal de Apopa",
            "Colonia Madre Tierra",
            "A la par de la unidad de salud",
            "Entrada a nivel",
            "Apopa",
        ),
    },
    "Caja Mutual": {
        "central": (
            "Sala de la oficina central",
            "Alameda de los Maestros",
            "Tercer nivel",
            "Ascensor y rampa",
            "San Salvador",
        ),
        "ahuachapan": (
            "Instituto de Ahuachapán",
            "Barrio San José",
            "Salón de usos múltiples",
            "Entrada a nivel",
            "Ahuachapán",
        ),
        "chalatenango": (
            "Casa de la cultura de Chalatenango",
            "Frente al parque",
            "Patio interior",
            "Rampa en el portón",
            "Chalatenango",
        ),
    },
    "MOP": {
        "suchitoto": (
            "Casa comunal El Cerrito",
            "Cantón El Cerrito",
            "Por la calle a la cancha",
            "Piso parejo",
            "Suchitoto",
        ),
        "jiquilisco": (
            "Escuela del cantón La Noria",
            "Cantón La Noria",
            "Preguntar por la escuela",
            "Rampa de madera",
            "Jiquilisco",
        ),
        "santatecla": ("Salón de la alcaldía", "Paseo El Carmen", "Segundo nivel", "Ascensor", "Santa Tecla"),
        "sensunte": (
            "Casa comunal de Cabañas",
            "Barrio Los Remedios",
            "Detrás del mercado",
            "Entrada a nivel",
            "Sensuntepeque",
        ),
    },
}

# slug: (definition, objective, requirements)
TEXTOS = {
    "cine-forum": (
        "Una función de cine gratuita que termina en conversación con la institución.",
        "Escuchar, después de la película, dudas y propuestas de quienes reciben una pensión.",
        "No se pide nada. Puede llevar a su familia.",
    ),
    "feria-de-salud": (
        "Una mañana de servicios de salud en un parque o en una plaza, abiertos a todas las personas.",
        "Acercar consultas, vacunas y orientación a donde vive la gente.",
        "No se pide nada. Si tiene tarjeta de afiliación, llévela.",
    ),
    "feria-de-transparencia": (
        "Mesas donde cada unidad explica qué hizo, con qué dinero, y contesta preguntas.",
        "Que cualquier persona pueda pedir cuentas sin citas ni papeles.",
        "No se pide nada.",
    ),
    "campana-de-salud": (
        "Visitas a comunidades para prevenir una enfermedad concreta.",
        "Prevenir antes que curar.",
        "No se pide nada.",
    ),
    "rendicion-de-cuentas": (
        "Una sesión pública en la que la institución informa lo que hizo en el período y responde.",
        "Informar y recibir preguntas en persona y en línea.",
        "No se pide nada. Se piden los datos solo para guardar el lugar.",
    ),
    "jornada-de-socializacion": (
        "Una reunión para explicar beneficios y trámites a quienes están asegurados.",
        "Que nadie deje de reclamar lo suyo por no saber cómo.",
        "Estar asegurado o ser familiar de alguien que lo está.",
    ),
    "consulta-ciudadana": (
        "Un encuentro en el que la comunidad opina sobre una obra antes de que comience.",
        "Corregir el diseño con quienes van a vivir junto a la obra.",
        "Vivir o trabajar cerca de la obra.",
    ),
    "asamblea-comunitaria": (
        "Una reunión abierta de la comunidad con el equipo de la obra.",
        "Informar avances y acordar soluciones a las molestias.",
        "No se pide nada.",
    ),
}

# (part before the @, person's name, roles, siglas)
CUENTAS = [
    ("administracion", "Alma Rivas (demostración)", [Rol.ADMINISTRACION], "INPEP"),
    ("organizacion", "Óscar Mejía (demostración)", [Rol.ORGANIZACION], "INPEP"),
    ("registro", "Rosa Henríquez (demostración)", [Rol.REGISTRO], "INPEP"),
    ("seguimiento", "Saúl Portillo (demostración)", [Rol.SEGUIMIENTO], "INPEP"),
    ("cifras", "Carmen Ayala (demostración)", [Rol.CIFRAS], "INPEP"),
    ("consulta", "Celia Duarte (demostración)", [Rol.CONSULTA], "INPEP"),
    ("auditoria", "Adán Guevara (demostración)", [Rol.AUDITORIA], "INPEP"),
    ("denuncias", "Delia Funes (demostración)", [Rol.DENUNCIAS], "INPEP"),
    ("organizacion", "Inés Zelaya (demostración)", [Rol.ORGANIZACION, Rol.SEGUIMIENTO, Rol.CIFRAS], "ISSS"),
    ("organizacion", "Marta Cruz (demostración)", [Rol.ORGANIZACION, Rol.SEGUIMIENTO, Rol.CIFRAS], "Caja Mutual"),
    ("organizacion", "Óliver Campos (demostración)", [Rol.ORGANIZACION, Rol.SEGUIMIENTO, Rol.CIFRAS], "MOP"),
]
ADMINISTRADOR = "admin@convoca.example"

NOMBRES_MUJER = ["Ana", "Berta", "Concepción", "Dolores", "Elena", "Francisca", "Gloria", "Marina", "Lidia", "Rosario"]
NOMBRES_HOMBRE = ["Alirio", "Benito", "Carlos", "Domingo", "Efraín", "Fidel", "Gregorio", "Julio", "Mauricio", "Wil"]
APELLIDOS = [
    "Alvarenga",
    "Bonilla",
    "Chicas",
    "Del Cid",
    "Escobar",
    "Flores",
    "Guardado",
    "Hernández",
    "Lemus",
    "Menjívar",
]
ORIGENES = [
    "San Salvador",
    "Soyapango",
    "Mejicanos",
    "Santa Tecla",
    "Ilopango",
    "Apopa",
    "Santa Ana",
    "Sonsonate",
    "Cojutepeque",
    "Ilobasco",
    "San Vicente",
    "Zacatecoluca",
    "Usulután",
    "San Miguel",
    "Chalatenango",
]
