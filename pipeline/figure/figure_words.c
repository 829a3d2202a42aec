#include "figure_words_priv.h"

#include <string.h>

enum { ENGLISH = 2 };

static const char *const languages[FIGURE_LANGUAGES] = {"da", "de", "en", "es", "fr", "it",
                                                        "ja", "nl", "pl", "pt", "sv"};

/* In the languages' order. Kinds and states begin sentences; what follows "tell" is inside one. */
static const char *const words[N_FIGURE_WORDS][FIGURE_LANGUAGES] = {
    [WORD_MISSING] = {"ingen", "k. A.", "n/a", "n/d", "n.d.", "n.d.", "なし", "n.b.", "b.d.", "n/d",
                      "saknas"},
    [WORD_ACTUAL] = {"Faktisk", "Ist", "Actual", "Real", "Réalisé", "Effettivo", "実績",
                     "Werkelijk", "Wykonanie", "Realizado", "Utfall"},
    [WORD_PREVIOUS] = {"Året før", "Vorjahr", "Year before", "Año anterior", "Année précédente",
                       "Anno precedente", "前年", "Vorig jaar", "Rok wcześniej", "Ano anterior",
                       "Året före"},
    [WORD_PLAN] = {"Plan", "Plan", "Plan", "Plan", "Objectif", "Piano", "計画", "Plan", "Plan",
                   "Plano", "Plan"},
    [WORD_FORECAST] = {"Prognose", "Prognose", "Forecast", "Previsión", "Prévision", "Previsione",
                       "予測", "Prognose", "Prognoza", "Previsão", "Prognos"},
    [WORD_SOURCE] = {"Kilde: {1}", "Quelle: {1}", "Source: {1}", "Fuente: {1}", "Source : {1}",
                     "Fonte: {1}", "出典：{1}", "Bron: {1}", "Źródło: {1}", "Fonte: {1}",
                     "Källa: {1}"},
    [WORD_SOURCE_AS_OF] = {"Kilde: {1}, pr. {2}", "Quelle: {1}, Stand {2}",
                           "Source: {1}, as of {2}", "Fuente: {1}, a {2}", "Source : {1}, au {2}",
                           "Fonte: {1}, al {2}", "出典：{1}（{2}現在）", "Bron: {1}, stand {2}",
                           "Źródło: {1}, stan na {2}", "Fonte: {1}, em {2}", "Källa: {1}, per {2}"},
    [WORD_AS_OF] = {"Pr. {1}", "Stand {1}", "As of {1}", "A {1}", "Au {1}", "Al {1}", "{1}現在",
                    "Stand {1}", "Stan na {1}", "Em {1}", "Per {1}"},
    [WORD_HIGHEST] = {"Højest {1}", "Höchster {1}", "Highest {1}", "Máximo {1}", "Maximum {1}",
                      "Massimo {1}", "最高 {1}", "Hoogste {1}", "Najwyższa {1}", "Máximo {1}",
                      "Högst {1}"},
    [WORD_LOWEST] = {"Lavest {1}", "Niedrigster {1}", "Lowest {1}", "Mínimo {1}", "Minimum {1}",
                     "Minimo {1}", "最低 {1}", "Laagste {1}", "Najniższa {1}", "Mínimo {1}",
                     "Lägst {1}"},
    [WORD_LAST] = {"Seneste", "Letzter", "Last", "Último", "Dernier", "Ultimo", "直近", "Laatste",
                   "Ostatnia", "Último", "Senaste"},
    [WORD_MEAN] = {"Snit af {1}", "Mittel aus {1}", "Mean of {1}", "Media de {1}", "Moyenne de {1}",
                   "Media di {1}", "{1}点平均", "Gemiddelde van {1}", "Średnia z {1}",
                   "Média de {1}", "Medel av {1}"},
    [WORD_TOTAL] = {"I alt", "Summe", "Total", "Total", "Total", "Totale", "合計", "Totaal",
                    "Razem", "Total", "Summa"},
    [WORD_CHANGE] = {"Ændring", "Änderung", "Change", "Variación", "Évolution", "Variazione",
                     "増減", "Verandering", "Zmiana", "Variação", "Förändring"},
    [WORD_DIFFERENCE] = {"Forskel", "Abweichung", "Difference", "Diferencia", "Écart", "Differenza",
                         "差異", "Verschil", "Różnica", "Diferença", "Skillnad"},
    [WORD_DIFFERENCE_TO] = {"Forskel til", "Abweichung zu", "Difference to", "Diferencia con",
                            "Écart avec", "Differenza da", "差異", "Verschil met",
                            "Różnica:", "Diferença:", "Skillnad mot"},
    [WORD_AND_SHARE] = {"{1}, også i %", "{1}, auch in %", "{1}, and in %", "{1}, y en %",
                        "{1}, et en %", "{1}, e in %", "対{1}、％も", "{1}, ook in %",
                        "{1}, także w %", "{1}, e em %", "{1}, även i %"},
    [WORD_PART_OF] = {"{1} af {2}", "{1} von {2}", "{1} of {2}", "{1} de {2}", "{1} sur {2}",
                      "{1} su {2}", "{2}の{1}", "{1} van {2}", "{1} z {2}", "{1} de {2}",
                      "{1} av {2}"},
    [WORD_GO_ON] = {"{1} går videre", "{1} gehen weiter", "{1} go on", "{1} continúan",
                    "{1} continuent", "{1} proseguono", "{1}が次へ", "{1} gaat door", "{1} dalej",
                    "{1} continuam", "{1} går vidare"},
    [WORD_OUTLINED] = {"{1}, {2} som omrids", "{1}, {2} als Umriss", "{1}, {2} outlined",
                       "{1}; contorno: {2}", "{1} ; contour : {2}", "{1}; contorno: {2}",
                       "{1}（枠線は{2}）", "{1}, {2} omlijnd", "{1}; kontur: {2}",
                       "{1}; contorno: {2}", "{1}, {2} som kontur"},
    [WORD_BEHIND] = {"{1}, {2} bagved", "{1}, {2} dahinter", "{1}, {2} behind", "{1}; detrás: {2}",
                     "{1} ; derrière : {2}", "{1}; dietro: {2}", "{1}（背後は{2}）",
                     "{1}, {2} erachter", "{1}; z tyłu: {2}", "{1}; atrás: {2}", "{1}, {2} bakom"},
    [WORD_RANGE] = {"{1} til {2}", "{1} bis {2}", "{1} to {2}", "{1} a {2}", "{1} à {2}",
                    "{1} a {2}", "{1}～{2}", "{1} tot {2}", "{1} do {2}", "{1} a {2}",
                    "{1} till {2}"},
    [WORD_DONE] = {"Udført", "Erledigt", "Done", "Hecho", "Terminé", "Fatto", "完了", "Gereed",
                   "Gotowe", "Concluído", "Klart"},
    [WORD_PLANNED] = {"Planlagt", "Geplant", "Planned", "Planificado", "Planifié", "Pianificato",
                      "予定", "Gepland", "Planowane", "Planeado", "Planerat"},
    [WORD_CONDITIONAL] = {"Hvis besluttet", "Falls beschlossen", "If decided", "Si se decide",
                          "Si décidé", "Se deciso", "決定次第", "Indien besloten",
                          "Jeśli zapadnie decyzja", "Se decidido", "Om beslutat"},
    [WORD_NAME] = {"Navn", "Name", "Name", "Nombre", "Nom", "Nome", "名前", "Naam", "Nazwa", "Nome",
                   "Namn"},
    [WORD_DATE] = {"Dato", "Datum", "Date", "Fecha", "Date", "Data", "日付", "Datum", "Data",
                   "Data", "Datum"},
    [WORD_START] = {"Start", "Beginn", "Start", "Inicio", "Début", "Inizio", "開始", "Begin",
                    "Początek", "Início", "Start"},
    [WORD_END] = {"Slut", "Ende", "End", "Fin", "Fin", "Fine", "終了", "Einde", "Koniec", "Fim",
                  "Slut"},
    [WORD_GROUP] = {"Gruppe", "Gruppe", "Group", "Grupo", "Groupe", "Gruppo", "グループ", "Groep",
                    "Grupa", "Grupo", "Grupp"},
    [WORD_OWNER] = {"Ansvarlig", "Zuständig", "Owner", "Responsable", "Responsable", "Responsabile",
                    "担当", "Eigenaar", "Właściciel", "Responsável", "Ansvarig"},
    [WORD_STATE] = {"Status", "Stand", "State", "Estado", "État", "Stato", "状態", "Status", "Stan",
                    "Estado", "Status"},
    [WORD_EVENT] = {"Begivenhed", "Ereignis", "Event", "Hito", "Événement", "Evento", "出来事",
                    "Gebeurtenis", "Wydarzenie", "Evento", "Händelse"},
    [WORD_DETAILS] = {"Detaljer", "Einzelheiten", "Details", "Detalles", "Détails", "Dettagli",
                      "詳細", "Details", "Szczegóły", "Detalhes", "Detaljer"},
    [WORD_COLUMN_CHART] = {"Søjlediagram", "Säulendiagramm", "Column chart", "Gráfico de columnas",
                           "Histogramme", "Grafico a colonne", "縦棒グラフ", "Kolomdiagram",
                           "Wykres kolumnowy", "Gráfico de colunas", "Stapeldiagram"},
    [WORD_GROUPED_COLUMN_CHART] = {"Grupperet søjlediagram", "Gruppiertes Säulendiagramm",
                                   "Grouped column chart", "Gráfico de columnas agrupadas",
                                   "Histogramme groupé", "Grafico a colonne raggruppate",
                                   "集合縦棒グラフ", "Gegroepeerd kolomdiagram",
                                   "Grupowany wykres kolumnowy", "Gráfico de colunas agrupadas",
                                   "Grupperat stapeldiagram"},
    [WORD_STACKED_COLUMN_CHART] = {"Stablet søjlediagram", "Gestapeltes Säulendiagramm",
                                   "Stacked column chart", "Gráfico de columnas apiladas",
                                   "Histogramme empilé", "Grafico a colonne in pila",
                                   "積み上げ縦棒グラフ", "Gestapeld kolomdiagram",
                                   "Skumulowany wykres kolumnowy", "Gráfico de colunas empilhadas",
                                   "Staplat stapeldiagram"},
    [WORD_BAR_CHART] = {"Liggende søjlediagram", "Balkendiagramm", "Bar chart", "Gráfico de barras",
                        "Graphique à barres", "Grafico a barre", "横棒グラフ", "Staafdiagram",
                        "Wykres słupkowy", "Gráfico de barras", "Liggande stapeldiagram"},
    [WORD_GROUPED_BAR_CHART] = {"Grupperet liggende søjlediagram", "Gruppiertes Balkendiagramm",
                                "Grouped bar chart", "Gráfico de barras agrupadas",
                                "Graphique à barres groupées", "Grafico a barre raggruppate",
                                "集合横棒グラフ", "Gegroepeerd staafdiagram",
                                "Grupowany wykres słupkowy", "Gráfico de barras agrupadas",
                                "Grupperat liggande stapeldiagram"},
    [WORD_STACKED_BAR_CHART] = {"Stablet liggende søjlediagram", "Gestapeltes Balkendiagramm",
                                "Stacked bar chart", "Gráfico de barras apiladas",
                                "Graphique à barres empilées", "Grafico a barre in pila",
                                "積み上げ横棒グラフ", "Gestapeld staafdiagram",
                                "Skumulowany wykres słupkowy", "Gráfico de barras empilhadas",
                                "Staplat liggande stapeldiagram"},
    [WORD_LINE_CHART] = {"Kurvediagram", "Liniendiagramm", "Line chart", "Gráfico de líneas",
                         "Courbe", "Grafico a linee", "折れ線グラフ", "Lijndiagram",
                         "Wykres liniowy", "Gráfico de linhas", "Linjediagram"},
    [WORD_AREA_CHART] = {"Områdediagram", "Flächendiagramm", "Area chart", "Gráfico de áreas",
                         "Graphique en aires", "Grafico ad area", "面グラフ", "Vlakdiagram",
                         "Wykres warstwowy", "Gráfico de áreas", "Ytdiagram"},
    [WORD_STACKED_AREA_CHART] = {"Stablet områdediagram", "Gestapeltes Flächendiagramm",
                                 "Stacked area chart", "Gráfico de áreas apiladas",
                                 "Graphique en aires empilées", "Grafico ad area in pila",
                                 "積み上げ面グラフ", "Gestapeld vlakdiagram",
                                 "Skumulowany wykres warstwowy", "Gráfico de áreas empilhadas",
                                 "Staplat ytdiagram"},
    [WORD_SPARKLINE] = {"Minigraf", "Sparkline", "Sparkline", "Minigráfico", "Sparkline",
                        "Sparkline", "スパークライン", "Sparkline", "Wykres przebiegu",
                        "Minigráfico", "Miniatyrdiagram"},
    [WORD_BULLET_CHART] = {"Måldiagram", "Bullet-Diagramm", "Bullet chart", "Gráfico de objetivos",
                           "Graphique à puces", "Grafico bullet", "ブレットグラフ", "Doeldiagram",
                           "Wykres celu", "Gráfico de metas", "Måldiagram"},
    [WORD_WATERFALL_CHART] = {"Vandfaldsdiagram", "Wasserfalldiagramm", "Waterfall chart",
                              "Gráfico de cascada", "Graphique en cascade", "Grafico a cascata",
                              "ウォーターフォール図", "Watervaldiagram", "Wykres kaskadowy",
                              "Gráfico de cascata", "Vattenfallsdiagram"},
    [WORD_FUNNEL] = {"Tragt", "Trichter", "Funnel", "Embudo", "Entonnoir", "Imbuto", "ファネル図",
                     "Trechter", "Lejek", "Funil", "Tratt"},
    [WORD_VARIANCE_CHART] = {"Afvigelsesdiagram", "Abweichungsdiagramm", "Variance chart",
                             "Gráfico de desviaciones", "Graphique des écarts",
                             "Grafico degli scostamenti", "差異グラフ", "Afwijkingsdiagram",
                             "Wykres odchyleń", "Gráfico de desvios", "Avvikelsediagram"},
    [WORD_SLOPE_CHART] = {"Hældningsdiagram", "Steigungsdiagramm", "Slope chart",
                          "Gráfico de pendientes", "Graphique de pentes", "Grafico delle pendenze",
                          "スロープグラフ", "Hellingdiagram", "Wykres nachyleń",
                          "Gráfico de inclinação", "Lutningsdiagram"},
    [WORD_SCATTER_CHART] = {"Punktdiagram", "Streudiagramm", "Scatter chart",
                            "Gráfico de dispersión", "Nuage de points", "Grafico a dispersione",
                            "散布図", "Spreidingsdiagram", "Wykres punktowy",
                            "Gráfico de dispersão", "Spridningsdiagram"},
    [WORD_HEAT_MAP] = {"Varmekort", "Heatmap", "Heat map", "Mapa de calor", "Carte thermique",
                       "Mappa di calore", "ヒートマップ", "Heatmap", "Mapa ciepła", "Mapa de calor",
                       "Värmekarta"},
    [WORD_SHARE_BAR] = {"Andelsdiagram", "Anteilsbalken", "Share bar", "Barra de cuotas",
                        "Barre de répartition", "Barra delle quote", "構成比グラフ", "Aandelenbalk",
                        "Wykres udziałów", "Barra de quotas", "Andelsstapel"},
    [WORD_TIMELINE] = {"Tidslinje", "Zeitachse", "Timeline", "Cronología", "Chronologie",
                       "Cronologia", "年表", "Tijdlijn", "Oś czasu", "Cronologia", "Tidslinje"},
    [WORD_ROAD_MAP] = {"Tidsplan", "Zeitplan", "Road map", "Hoja de ruta", "Feuille de route",
                       "Piano temporale", "工程表", "Planning", "Harmonogram", "Cronograma",
                       "Tidsplan"},
    [WORD_TELL_COUNT] = {"{1} værdier:", "{1} Werte:", "{1} values:", "{1} valores:",
                         "{1} valeurs :", "{1} valori:", "{1}個の値：",
                         "{1} waarden:", "Liczba wartości: {1};", "{1} valores:", "{1} värden:"},
    [WORD_TELL_FIRST] = {"første {1} ({2})", "erster {1} ({2})", "first {1} ({2})",
                         "primero {1} ({2})", "premier {1} ({2})", "primo {1} ({2})",
                         "最初 {1}（{2}）", "eerste {1} ({2})", "pierwsza {1} ({2})",
                         "primeiro {1} ({2})", "första {1} ({2})"},
    [WORD_TELL_LAST] = {"sidste {1} ({2})", "letzter {1} ({2})", "last {1} ({2})",
                        "último {1} ({2})", "dernier {1} ({2})", "ultimo {1} ({2})",
                        "最後 {1}（{2}）", "laatste {1} ({2})", "ostatnia {1} ({2})",
                        "último {1} ({2})", "sista {1} ({2})"},
    [WORD_TELL_HIGHEST] = {"højeste {1} ({2})", "höchster {1} ({2})", "highest {1} ({2})",
                           "máximo {1} ({2})", "maximum {1} ({2})", "massimo {1} ({2})",
                           "最高 {1}（{2}）", "hoogste {1} ({2})", "najwyższa {1} ({2})",
                           "máximo {1} ({2})", "högsta {1} ({2})"},
    [WORD_TELL_LOWEST] = {"laveste {1} ({2})", "niedrigster {1} ({2})", "lowest {1} ({2})",
                          "mínimo {1} ({2})", "minimum {1} ({2})", "minimo {1} ({2})",
                          "最低 {1}（{2}）", "laagste {1} ({2})", "najniższa {1} ({2})",
                          "mínimo {1} ({2})", "lägsta {1} ({2})"},
    [WORD_TELL_DIFFERENCE] = {"{1}, forskel til {2}: {3}", "{1}, Abweichung zu {2}: {3}",
                              "{1}, difference to {2}: {3}", "{1}, diferencia con {2}: {3}",
                              "{1}, écart avec {2} : {3}", "{1}, differenza da {2}: {3}",
                              "{1}、{2}との差異：{3}", "{1}, verschil met {2}: {3}",
                              "{1}, różnica ({2}): {3}", "{1}, diferença ({2}): {3}",
                              "{1}, skillnad mot {2}: {3}"},
    [WORD_TELL_POINTS] = {"{1} punkter", "{1} Punkte", "{1} points", "{1} puntos", "{1} points",
                          "{1} punti", "{1}点", "{1} punten", "Liczba punktów: {1}", "{1} pontos",
                          "{1} punkter"},
    [WORD_TELL_EVENTS] = {"{1} begivenheder:", "{1} Ereignisse:", "{1} events:", "{1} hitos:",
                          "{1} événements :", "{1} eventi:", "{1}件の出来事：",
                          "{1} gebeurtenissen:", "Liczba wydarzeń: {1};",
                          "{1} eventos:", "{1} händelser:"},
};

static size_t language_of(const Locale *locale) {
    const char *tag = locale ? locale_tag(locale) : "en";
    size_t n = strcspn(tag, "-_");
    for (size_t i = 0; i < FIGURE_LANGUAGES; i++) {
        if (strlen(languages[i]) == n && g_ascii_strncasecmp(languages[i], tag, n) == 0) {
            return i;
        }
    }
    return ENGLISH;
}

const char *figure_language(size_t i) {
    return i < FIGURE_LANGUAGES ? languages[i] : NULL;
}

const char *figure_word(const Locale *locale, enum figure_word word) {
    return words[word][language_of(locale)];
}

struct str figure_phrase(Arena *arena, const Locale *locale, enum figure_word word, struct str a,
                         struct str b, struct str c) {
    const struct str values[] = {a, b, c};
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = figure_word(locale, word); *p; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '3' && p[2] == '}') {
            struct str value = values[p[1] - '1'];
            g_string_append_len(out, value.p, (gssize)value.n);
            p += 2;
        } else {
            g_string_append_c(out, *p);
        }
    }
    return str_from_gstring(arena, out);
}

struct str figure_word_inside(Arena *arena, Locale *locale, enum figure_word word) {
    struct str text = str_from(figure_word(locale, word));
    bool has_capital_nouns = g_str_equal(languages[language_of(locale)], "de");
    return has_capital_nouns || !locale ? text : str_from(locale_lower(locale, arena, text));
}
