"""The words by which names and values of columns speak of a role, in several languages."""

from __future__ import annotations

from typing import Final

NAMES: Final = {
    "own id": r"(^|_)(id|key|uuid|guid|code|ref|no|nr|num|number|numero|sk)$|nummer$|[a-z]{3}nr$"
    r"|^(id|ref)_|(?<!pa)(?<!val)(?<!gr)id$|^row_?n",
    "account id": r"account|acct|customer|client|company|organi[sz]ation|tenant|subscriber"
    r"|(^|_)org_?id|kund|klant|konto|firma|debitor|debiteur",
    "month": r"month|as_?of|period|snapshot|date|(^|_)day$|monat|(^|_)(mois|mes|mese)(_|$)|maand"
    r"|stichtag|fecha|datum",
    "name": r"name|company|customer|client|account|title|firma|kunde|(^|_)(nombre|nom|naam|nome)"
    r"(_|$)|klant|ragione_sociale|raison_sociale|razon_social|razao_social|empresa|azienda|bedrijf",
    "owner": r"owner|csm|manager|(^|_)rep$|account_exec|betreuer|responsab|(^|_)gestor",
    "arr": r"(^|_)(arr|acv)|mrr|annual_(recurring|contract)|recurring|monthly_?(charges|revenue"
    r"|fee|spend|price|payment)|contract_?value|retainer|cuota_mensual|mensualidad|mensalidade"
    r"|canone_mensile|abonnement_mensuel|monats(beitrag|gebuhr|preis)|maandbedrag",
    "revenue": r"(^|_)(tcv|annual)|revenue|contract_?amount|umsatz|chiffre_d_affaires|facturacion"
    r"|(^|_)ca_(annuel|mensuel)|(^|_)ingresos|faturamento|(^|_)receita|fatturato|(^|_)ricavi|omzet",
    "paid": r"(^|_)(plan|unit|contract|subscription|billed|paid)_(amount|price|value)(_|$)"
    r"|(^|_)(price|fees?|bill|bill_avg|avg_bill|amount_paid)$|^amount$",
    "start_on": r"sign(ed)?_?up|start|since|effective_(date|from)|joined|activat|begin|first_order"
    r"|seit(_|$)|(^|_)from$|go_?live|original_contract|(^|_)(desde|depuis|sinds|dal|alta|debut|inicio|inizio)"
    r"(_|$)|ingangsdatum",
    "created": r"creat(ed|ion)|create_?date|onboard|first_seen",
    "renewal_on": r"renew|expir|(contract|term|period|licen[cs]e|vertrags|laufzeit)_?end"
    r"|next_?(bill|invoice|term)|echeance|vencim|scadenza|vervald|verleng|verlanger|renouvel"
    r"|renovac|rinnov|ablauf",
    "notice_on": r"notice|preavis|aviso_previo|preaviso|preavviso|(cancel|terminat)\w*_request"
    r"|request\w*_(cancel|terminat)|demande_de_resil|solicitud_de_baja|kundigungseingang"
    r"|kuendigungseingang|opzegging_ontvangen|(^|_)(ge)?ku?e?ndig(t|ung)_(am|vom|erhalten)(_|$)"
    r"|opgezegd_op|disdett",
    "churned_on": r"churn|cancel|lost|left|terminat|closed|exit|(^|_)(ge)?ku?e?ndig|resili|rescis"
    r"|(^|_)baja(_|$)|opgezegd|opzeg|beeindig|cessazion|(^|_)recess[oi]|austritt|ausgetreten"
    r"|(^|_)(sortie|salida|saida)(_|$)",
    "ended": r"ended|(^|_)end(_|$)|(^|_)(to|until)$|(contract|vertrags|laufzeit)_?end"
    r"|(^|_)(ende|fin|fim|fine|einddatum)(_|$)",
    "flag": r"churn|lost|exited|cancel|attrition|(^|_)left$|terminat|status|(^|_)(ge)?ku?e?ndig"
    r"|resili|(^|_)baja$|opgezegd|disdett|(^|_)(estado|stato|statut|situacao)$",
    "state": r"(^|_)(state|stage|phase|type)$|lifecycle",
    "stays": r"retain|(^|_)(in)?active$|(^|_)(aktiv|activo|actif|ativo|attivo|actief)$"
    r"|(^|_)current$|still_|stayed|(^|_)alive$|is_(customer|client|subscribed)$|(^|_)renewed$",
    "reason": r"reason|(^|_)grund$|sgrund$|(^|_)(motif|motivo|reden)(_|$)",
    "until": r"(^|_)end|until|(^|_)to$|expir|cancel|closed|stop|churn|terminat"
    r"|(^|_)(ende|fin|fim|fine|einddatum)(_|$)",
    "back": r"reactivat|return|won_?back|win_?back|is_?back|resum",
    "sum": r"count|amount|total|quantity|qty|(^|_)sum|secs|seconds|minutes|volume|revenue|value"
    r"|(sessions|logins|visits|messages|calls|downloads|orders|actions)$"
    r"|duration|errors?$|events?$|clicks|views",
    "level": r"time|rate|avg|average|mean|score|(?<!du)ratio|pct|percent|share|satisf|csat|nps",
    "of all days": r"(^|_)(sub|grand_?)?(totals?|sum|ytd|average|avg|mean|median|min|max)(_|$)"
    r"|(^|_)(zwischen|gesamt)?summe(_|$)|gesamt|durchschnitt|mittelwert|(^|_)(somme|suma|soma)(_|$)"
    r"|moyenne|promedio|(^|_)(totale|totaal)(_|$)|gemiddelde",
    "names": r"name|metric|measure|attribute|key|variable|field|type|kpi",
    "firm": r"employee|headcount|industry|sector|(^|_)(sic|naics)(_|$)",
}
_OF_A_PART: Final = (
    r"lost|churned|growth|change|target|previous|prior|expansion|contraction|up_?sell|down_?sell"
    r"|cross_?sell|upgrade|downgrade|pipeline|forecast|budget|quota|at_risk|(^|_)(new|goal)(_|$)"
)
"""Words of revenue that is not what an account pays today."""
BUT: Final = {
    "own id": r"phone|(^|_)(tel|fax|mobile)|mobil|post_?(al|code)|(^|_)zip|(^|_)(vat|tax)(_|$)",
    "owner": r"sentiment|score|health|pulse|rating|note|comment|mail|status",
    "arr": rf"{_OF_A_PART}|(^|_)(nrr|grr)(_|$)|pct|percent|rank",
    "revenue": rf"{_OF_A_PART}|pct|percent|rank",
    "churned_on": rf"risk|score|prob|{NAMES['notice_on']}",
    "start_on": r"(^|_)(current|trial|period|term|renewal|next|status)(_|$)",
}
"""What a name may not hold as well to speak of a role: a CSM's sentiment is no owner."""

GIVEN: Final = (
    r"(^|_)(ge)?ku?e?ndig(t|ung)_(am|vom)(_|$)|opgezegd_op|disdett|preavis_donne|preaviso_dado"
)
"""Days of a notice that people also write down as the only day of a loss."""

EITHER: Final = (
    r"cancel|terminat|resili|rescis|(^|_)baja(_|$)|opzeg|opgezegd(?!_per)|(^|_)recess[oi]"
    r"|ku?e?ndigungs?_?(datum|tag)|(^|_)kundigung$"
)
"""Words that some use for the day of the notice and others for that of the loss."""

LOST: Final = (
    *("yes", "true", "1", "churned", "churn", "lost", "y", "cancelled", "canceled", "left"),
    *("terminated", "closed", "inactive", "exited", "gone", "former", "expired", "ended"),
    *("deactivated", "offboarded", "unsubscribed", "ja", "oui", "si", "sí", "sim"),
    *("gekündigt", "gekuendigt", "inaktiv", "beendet", "verloren", "ausgetreten", "ehemalig"),
    *("résilié", "résiliée", "perdu", "inactif", "baja", "cancelado", "cancelada", "perdido"),
    *("inactivo", "inativo", "encerrado", "opgezegd", "beëindigd", "inactief", "disdetto"),
    *("cessato", "perso", "inattivo"),
)
YES: Final = ("yes", "true", "1", "y", "t", "ja", "j", "oui", "si", "sí", "sim")
NO: Final = ("no", "false", "0", "n", "f", "nein", "non", "nee", "não", "nao")
