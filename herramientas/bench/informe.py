"""What a measurement says, printed: ratios first, because they travel between machines and absolute figures do not."""

from collections.abc import Mapping, Sequence
from statistics import median

from bench.banco import Medida

# What each is held to, at 4 clients, as a part of the raw rate.
METAS = {"escaneo": 0.05, "lote de 500": 1.0}
A_CUANTOS = 4
TITULOS = ("", "a la vez", "por segundo", "de lo crudo", "(de … a …)", "p50 ms", "p95 ms", "p99 ms")
ANCHOS = (12, 9, 12, 12, 18, 9, 9, 9)


def imprimir(medidas: Mapping[tuple[str, int], Sequence[Medida]], clientes: Sequence[int]) -> None:
    print("\nRitmos: commits crudos (pgbench), peticiones (healthz) y hechos por segundo. Medianas de las rondas;")
    print("la razón se toma en cada ronda con el ritmo crudo de esa ronda.\n")
    print(renglon(TITULOS))
    for que in dict.fromkeys(que for que, _ in medidas):
        for n in clientes:
            if (que, n) in medidas:
                print(renglon(celda(que, n, medidas[que, n], medidas["crudo", n])))
    print()
    for que, meta in METAS.items():
        razon = median(razones(medidas[que, A_CUANTOS], medidas["crudo", A_CUANTOS]))
        palabra = "se cumple" if razon >= meta else "NO se cumple"
        print(f"{que} con {A_CUANTOS} a la vez: {razon:.1%} de lo crudo; meta {meta:.0%}: {palabra}")


def celda(que: str, n: int, propias: Sequence[Medida], crudas: Sequence[Medida]) -> Sequence[str]:
    ritmo = median(m.ritmo for m in propias)
    todas = sorted(ms for m in propias for ms in m.latencias)
    partes = razones(propias, crudas)
    latencias = [f"{percentil(todas, p):.1f}" for p in (50, 95, 99)] if todas else [""] * 3
    if que == "crudo":
        ritmos = [m.ritmo for m in propias]
        return (que, str(n), f"{ritmo:.0f}", "", f"{min(ritmos):.0f} a {max(ritmos):.0f}", *latencias)
    return (que, str(n), f"{ritmo:.0f}", f"{median(partes):.1%}", f"{min(partes):.1%} a {max(partes):.1%}", *latencias)


def razones(propias: Sequence[Medida], crudas: Sequence[Medida]) -> list[float]:
    return [propia.ritmo / cruda.ritmo for propia, cruda in zip(propias, crudas, strict=True)]


def percentil(ordenadas: Sequence[float], p: int) -> float:
    return ordenadas[min(len(ordenadas) - 1, len(ordenadas) * p // 100)]


def renglon(celdas: Sequence[str]) -> str:
    return " ".join(
        texto.ljust(ancho) if i == 0 else texto.rjust(ancho)
        for i, (texto, ancho) in enumerate(zip(celdas, ANCHOS, strict=True))
    )


def imprimir_sentencias(por_lote: Mapping[int, Sequence[tuple[float, str]]]) -> None:
    print("\nSentencias por petición, fuera del control de transacciones (pg_stat_statements):")
    for lote, sentencias in por_lote.items():
        print(f"  lote de {lote}: {sum(veces for veces, _ in sentencias):.1f}")
        for veces, texto in sentencias:
            print(f"    {veces:4.1f}  {texto[:100]}")


def imprimir_memoria(megas: Sequence[int]) -> None:
    print(f"\nMemoria de los {len(megas)} procesos del servidor: {', '.join(f'{m} MB' for m in sorted(megas))}")
