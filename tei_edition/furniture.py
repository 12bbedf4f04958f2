"""Web furniture: the lines that belong to a web page and not to the text it shows.

Whole lines only, so that a sentence in which somebody leaves a reply stays a sentence. Most furniture
is worded by the software of the site, in fixed phrases; a few kinds name things and need a pattern.
"""

from __future__ import annotations

import re

from .patterns import lazy

# Fixed phrases in English, German and French, compared without case and without a final . : * or !
PHRASES: dict[str, tuple[str, ...]] = {
    "commentForm": (
        "Leave a Reply",
        "Leave a Reply Cancel reply",
        "Leave a comment",
        "Add a comment",
        "Post a comment",
        "Write a comment",
        "Cancel reply",
        "Post Comment",
        "Your email address will not be published",
        "Your email address will not be published. Required fields are marked",
        "Required fields are marked",
        "Save my name, email, and website in this browser for the next time I comment",
        "Notify me of follow-up comments by email",
        "Notify me of new posts by email",
        "Comments are closed",
        "This site uses Akismet to reduce spam. Learn how your comment data is processed",
        "Schreibe einen Kommentar",
        "Schreiben Sie einen Kommentar",
        "Kommentar schreiben",
        "Kommentar hinterlassen",
        "Kommentar verfassen",
        "Kommentar abschicken",
        "Antwort abbrechen",
        "Antworten abbrechen",
        "Deine E-Mail-Adresse wird nicht veröffentlicht",
        "Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert",
        "Ihre E-Mail-Adresse wird nicht veröffentlicht",
        "Erforderliche Felder sind mit * markiert",
        "Laisser un commentaire",
        "Laisser une réponse",
        "Annuler la réponse",
        "Publier le commentaire",
        "Votre adresse e-mail ne sera pas publiée",
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec",
        "Les champs obligatoires sont indiqués avec",
    ),
    "navigation": (
        "Skip to content",
        "Skip to main content",
        "Toggle navigation",
        "Back to top",
        "Back to top ↑",
        "Return to top",
        "Return to top of page",
        "Top of page",
        "Top of the page",
        "Share this",
        "Share this page",
        "Share this article",
        "Share on Facebook",
        "Share on Twitter",
        "Tweet",
        "Print this page",
        "Email this page",
        "Printer-friendly version",
        "Read more",
        "Previous article",
        "Next article",
        "Previous page",
        "Next page",
        "Zum Inhalt springen",
        "Nach oben",
        "Zurück nach oben",
        "Beitrag teilen",
        "Artikel teilen",
        "Seite drucken",
        "Weiterlesen",
        "Aller au contenu",
        "Aller au contenu principal",
        "Haut de page",
        "Haut de la page",
        "Retour en haut",
        "Partager cet article",
        "Imprimer cette page",
        "Lire la suite",
    ),
    "banner": (
        "Subscribe to our newsletter",
        "Sign up for our newsletter",
        "Newsletter abonnieren",
        "Abonnez-vous à notre lettre",
        "Advertisement",
        "Anzeige",
        "Publicité",
        "Donate now",
    ),
}
_PLACES = (
    r"home|start(?:seite)?|accueil|about(?: us)?|über uns|à propos|contact|kontakt|impressum|archiv(?:es?)?"
    r"|index|contents|inhalt|sommaire|menu|menü|search|suche|recherche|previous|next|zurück|weiter|log ?in"
)
_STEP = r"\s*[|›»>·•]\s*[^|›»>·•\s](?:[^|›»>·•]{0,40}[^|›»>·•\s])?"
_SHELF = (
    r"(?:archive|index|contents|home ?page|menu|library|list"
    r"|inhaltsverzeichnis|startseite|übersicht|accueil|sommaire)"
)
# Home | About | Contact; Return to the Holt Archive; 3 Comments; This site uses cookies to ...
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("navigation", lazy(rf"(?:{_PLACES})(?:{_STEP}){{1,12}}", re.IGNORECASE)),
    (
        "navigation",
        lazy(rf"(?:back|return|zurück|retour) (?:to|zum|zur|à|au) .{{0,60}}\b{_SHELF}\.?", re.IGNORECASE),
    ),
    ("commentForm", lazy(r"\d{1,5} (?:Comments?|Replies|Responses|Kommentare?|commentaires?)")),
    ("banner", lazy(r"(?:this|our) (?:web)?site uses cookies.{0,120}", re.IGNORECASE)),
    ("banner", lazy(r"Follow us on [A-Z][\w ,&]{1,60}")),
)
MAX_LENGTH = 250
LAST_SIGNS = " .:*!\u00a0"


def _plain(line: str) -> str:
    return line.strip().rstrip(LAST_SIGNS).casefold()


KINDS = {_plain(phrase): subtype for subtype, phrases in PHRASES.items() for phrase in phrases}


def furniture(text: str) -> str | None:
    """The kind of furniture the line `text` is (banner, commentForm, navigation); None for other lines."""
    line = text.strip()
    if not line or len(line) > MAX_LENGTH:
        return None
    known = KINDS.get(_plain(line))
    return known or next((subtype for subtype, pattern in PATTERNS if pattern.fullmatch(line)), None)
