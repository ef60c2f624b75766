/** Calls for sources in German, French, Spanish, Italian, Dutch and Portuguese prose. */

interface Tongue {
  /** That somebody is sought. */
  readonly seeks: RegExp;
  /** That it is for the press: for a piece of work, or by somebody who says what they are. */
  readonly press: RegExp;
  /** Offers of work, pitches of clients and newsletters, which sound alike. */
  readonly others: RegExp;
}

/** Whole words only; letters with marks are letters. */
function words(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "iu");
}

/** Up to three words between. */
const FEW = "(?:[\\p{L}\\p{N}-]+\\s+){0,3}?";

const TONGUES: readonly Tongue[] = [
  {
    seeks: words(
      "(?:ich|wir)\\s+(?:suchen?|bräuchten?|brauchen?)|such(?:e|en)\\s+(?:ich|wir|nach|noch)|suchen?\\s+(?:für|eine?n?|menschen|leute|expert\\p{L}*)|gesucht|wer\\s+(?:kennt|kann|hat|möchte|mag)",
    ),
    press: words(
      `für\\s+(?:eine?n?|unsere?n?|meine?n?|die|den|das|ein)\\s+${FEW}(?:artikel|reportage|beitrag|geschichte|podcast(?:folge)?|sendung|recherche|radiobeitrag|dokumentation|magazin|interview|porträt|ratgeber|serie|tv-beitrag|zeitungsartikel)|(?:ich\\s+bin|als|freie[r]?)\\s+(?:freie[r]?\\s+)?(?:journalist(?:in)?|redakteur(?:in)?|reporter(?:in)?|autor(?:in)?)|(?:schreibe|recherchiere|arbeite)\\s+(?:gerade\\s+|derzeit\\s+)?(?:an\\s+)?(?:eine[mnr]?\\s+)?${FEW}(?:artikel|reportage|beitrag|geschichte|buch|text)`,
    ),
    others: words(
      "bewerbung(?:en)?|bewirb|lebenslauf|stellenanzeige|stellenangebot|gehalt|abonnenten|abonnieren|abbestellen|gratis\\s+testen|(?:mein|unser)\\s+(?:kunde|mandant)|pressemitteilung|steht\\s+(?:ihnen\\s+|euch\\s+)?(?:gerne?\\s+)?für\\s+(?:ein\\s+)?interviews?",
    ),
  },
  {
    seeks: words(
      "(?:je|nous|on)\\s+(?:re)?cherch(?:e|ons)|(?:suis|sommes)\\s+à\\s+la\\s+recherche|appel\\s+à\\s+(?:témoin|témoignage)s?|recherch(?:e|ons)\\s+(?:un|une|des|d['’])|qui\\s+(?:connaît|connait|accepterait|pourrait)",
    ),
    press: words(
      `pour\\s+(?:un|une|mon|ma|notre|le|la)\\s+${FEW}(?:article|reportage|enquête|émission|podcast|dossier|magazine|documentaire|interview|portrait|papier)|journaliste\\s+(?:à|au|aux|pour|chez|pigiste|indépendante?|freelance)|(?:suis|sommes)\\s+journalistes?|(?:prépare|réalise|rédige|écris|travaille\\s+sur)\\s+${FEW}(?:article|reportage|enquête|émission|podcast|dossier|documentaire|livre|papier|sujet)`,
    ),
    others: words(
      "recrut\\p{L}*|cv|lettre\\s+de\\s+motivation|offre\\s+d['’]emploi|salaire|cdi|cdd|mon\\s+client|ma\\s+cliente|notre\\s+client|communiqué\\s+de\\s+presse|désabonner|se\\s+tient\\s+à\\s+votre\\s+disposition",
    ),
  },
  {
    seeks: words(
      "busc(?:o|amos|ando)|se\\s+buscan?|necesit(?:o|amos)\\s+(?:hablar|entrevistar|fuentes|expert\\p{L}*|testimonios)|quién\\s+(?:conoce|puede)|alguien\\s+que",
    ),
    press: words(
      `para\\s+(?:un|una|mi|nuestro|nuestra|el|la)\\s+${FEW}(?:artículo|reportaje|pódcast|podcast|programa|documental|entrevista|revista|periódico|pieza|nota)|(?:soy|somos)\\s+${FEW}periodistas?|(?:escribiendo|preparando|haciendo|trabajando\\s+en|escribo|preparo)\\s+${FEW}(?:artículo|reportaje|pódcast|podcast|programa|documental|libro|pieza)`,
    ),
    others: words(
      "represent(?:o|amos)\\s+a|mi\\s+clienta?|nuestr[oa]\\s+client[ea]|nota\\s+de\\s+prensa|currículum|oferta\\s+de\\s+empleo|salario|darse\\s+de\\s+baja|le\\s+interesaría|disponible\\s+para\\s+entrevistas",
    ),
  },
  {
    seeks: words("cerc(?:o|hiamo|ando|asi)|(?:sono|siamo)\\s+alla\\s+ricerca|chi\\s+(?:conosce|può|vuole)"),
    press: words(
      `per\\s+(?:un|uno|una|il|la|un['’])\\s*${FEW}(?:articolo|reportage|inchiesta|servizio|podcast|programma|documentario|intervista|rivista|giornale)|(?:sono|siamo)\\s+${FEW}(?:giornalist[aie]|un['’]giornalista)|(?:scrivendo|preparando|lavorando\\s+a|scrivo|preparo)\\s+${FEW}(?:articolo|reportage|inchiesta|servizio|podcast|programma|documentario|libro|pezzo)`,
    ),
    others: words(
      "(?:il\\s+)?mio\\s+cliente|nostro\\s+cliente|comunicato\\s+stampa|curriculum|offerta\\s+di\\s+lavoro|stipendio|candidatur[ae]|disiscriv\\p{L}*|annulla\\s+l['’]iscrizione|è\\s+disponibile\\s+per",
    ),
  },
  {
    seeks: words(
      "(?:ik|wij|we)\\s+zoek(?:en)?|zoek(?:en)?\\s+(?:ik|wij|we|naar)|op\\s+zoek\\s+naar|gezocht|wie\\s+(?:kent|kan|wil|heeft)",
    ),
    press: words(
      `voor\\s+(?:een|ons|onze|mijn|het|de)\\s+${FEW}(?:artikel|reportage|verhaal|podcast|uitzending|documentaire|interview|tijdschrift|krant|rubriek|stuk|serie)|(?:ik\\s+ben|als)\\s+${FEW}(?:journaliste?|redacteur|verslaggever)|(?:schrijf|werk)\\s+(?:ik\\s+)?(?:aan\\s+)?${FEW}(?:artikel|reportage|verhaal|boek|stuk)`,
    ),
    others: words(
      "(?:mijn|onze)\\s+(?:klant|cliënt)|persbericht|vacature|sollicit\\p{L}*|salaris|uitschrijven|afmelden|abonnees",
    ),
  },
  {
    seeks: words(
      "procur(?:o|amos|ando)|busc(?:o|amos)|(?:estou|estamos)\\s+à\\s+procura|quem\\s+(?:conhece|pode|queira)|preciso\\s+(?:falar|entrevistar|de\\s+fontes)",
    ),
    press: words(
      `para\\s+(?:um|uma|meu|minha|o|a|nosso|nossa)\\s+${FEW}(?:artigo|reportagem|matéria|podcast|programa|documentário|entrevista|revista|jornal)|(?:sou|somos)\\s+${FEW}(?:jornalistas?|repórter(?:es)?)|(?:escrever|escrevendo|preparar|preparando|fazendo|escrevo|preparo)\\s+${FEW}(?:artigo|reportagem|matéria|podcast|programa|documentário|livro)`,
    ),
    others: words(
      "(?:meu|minha|nosso|nossa)\\s+cliente|represent(?:o|amos)|comunicado\\s+de\\s+imprensa|currículo|vaga\\s+de|salário|cancelar\\s+(?:a\\s+)?(?:inscrição|subscrição)|disponível\\s+para\\s+entrevistas?",
    ),
  },
];

/** Small words that no English text is full of; a call has one of them in its first lines. */
const SMALL = words(
  "und|für|ich|wir|eine?|der|die|das|et|pour|je|nous|les|des|une|los|las|para|una|que|con|del|che|per|gli|della|een|het|voor|ik|wij|van|um|uma|não|os|são",
);
const START = 600;

/** Whether prose of one of these languages is a journalist's call for sources. */
export function seeksAbroad(text: string): boolean {
  if (!SMALL.test(text.slice(0, START))) return false;
  return TONGUES.some(
    ({ seeks, press, others }) => seeks.test(text) && press.test(text) && !others.test(text),
  );
}
