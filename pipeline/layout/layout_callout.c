#include "layout_priv.h"

#include <string.h>

/* What a callout of each kind is called; English where the document's language is not here. */
static const struct {
    const char *language;
    const char *names[CALLOUT_CAUTION + 1]; /* note, tip, important, warning, caution */
} callout_words[] = {
    {"ar", {"ملاحظة", "نصيحة", "هام", "تحذير", "تنبيه"}},
    {"da", {"Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig"}},
    {"de", {"Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"}},
    {"en", {"Note", "Tip", "Important", "Warning", "Caution"}},
    {"es", {"Nota", "Consejo", "Importante", "Advertencia", "Precaución"}},
    {"fr", {"Remarque", "Conseil", "Important", "Avertissement", "Attention"}},
    {"he", {"הערה", "עצה", "חשוב", "אזהרה", "זהירות"}},
    {"hi", {"टिप्पणी", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधानी"}},
    {"it", {"Nota", "Suggerimento", "Importante", "Avviso", "Attenzione"}},
    {"ja", {"注記", "ヒント", "重要", "警告", "注意"}},
    {"ko", {"참고", "팁", "중요", "경고", "주의"}},
    {"nl", {"Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"}},
    {"pl", {"Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie"}},
    {"pt", {"Nota", "Dica", "Importante", "Aviso", "Cuidado"}},
    {"ru", {"Примечание", "Совет", "Важно", "Предупреждение", "Осторожно"}},
    {"sv", {"Obs", "Tips", "Viktigt", "Varning", "Försiktigt"}},
    {"tr", {"Not", "İpucu", "Önemli", "Uyarı", "Dikkat"}},
    {"zh", {"说明", "提示", "重要", "警告", "小心"}},
};

static const char *callout_name(const struct layout *layout, enum callout_kind kind) {
    const char *language = layout->input->meta.language;
    size_t n = language ? strcspn(language, "-_") : 0;
    const char *english = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(callout_words); i++) {
        const char *known = callout_words[i].language;
        if (strlen(known) == n && g_ascii_strncasecmp(known, language, n) == 0) {
            return callout_words[i].names[kind];
        }
        english = strcmp(known, "en") == 0 ? callout_words[i].names[kind] : english;
    }
    return english;
}

/* The kind in words too: its colour alone would be no sign for everybody. */
struct str callout_title(const struct layout *layout, const struct node *callout) {
    const char *name = callout_name(layout, callout->callout.kind);
    struct str title = callout->callout.title;
    bool is_name = title.n == 0 || str_is(title, name);
    return is_name ? str_from(name)
                   : str_from(arena_printf(layout->arena, "%s: " STR_FMT, name, STR_ARG(title)));
}
