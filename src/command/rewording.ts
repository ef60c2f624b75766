/** Ways of saying it that mean no more than the plain words of the table. */

const ITEM = "#?\\d{1,3}[a-z]?";
const ITEMS = `${ITEM}(?:(?:, ?(?:and )?| and | & | ?\\+ ?| )${ITEM})*`;
const WHOLE =
  "(?:the )?(?:rest|others|other ones)|everything else|everyone else|everything|everyone|everybody|all(?: of (?:them|these|those))?";
/** A word that may be part of a name. */
const PART =
  "(?!(?:all|every\\w*|none|nobody|anyone|rest|others?|the|it|this|that|these|those|me|them|you|only|just|number|item|items|no|not|except|but|minus|without|or|if|maybe|send|skip|yes|please|a|an|my|your|some|one|both|again|also)(?![\\p{L}'’]))[\\p{L}][\\p{L}'’.-]*";
const NAME = `${PART}(?: ${PART}){0,3}`;
/** Where a wish may end. */
const END = "(?=[,.!?]|$)";

const rule = (pattern: string, instead: string): readonly [RegExp, string] => {
  const source = [
    ["ITEMS", ITEMS],
    ["ITEM", ITEM],
    ["NAME", NAME],
    ["WHOLE", WHOLE],
    ["END", END],
  ] as const;
  const written = source.reduce((text, [word, meaning]) => text.replaceAll(word, meaning), pattern);
  return [new RegExp(written, "giu"), instead];
};

/** Slips of the thumb in the small words. */
const SLIPS = [
  rule("\\b(?:nad|adn|andd|ans)\\b", "and"),
  rule("\\b(?:teh|hte|th)\\b", "the"),
  rule("\\bpl(?:ese|eas|ease|esae|aese|ase|aes|eae|s|z)\\b", "please"),
  rule("\\b(?:tahnks|thansk|thnaks|thnks|thanx|thanks?s|thakns|hanks)(?=[.!,]*$)", "thanks"),
  rule("\\b(re|un)-(?=send|mute)", "$1"),
];

/** How a request begins and ends. */
const WRAPPING = [
  rule(
    "^(?:(?:ok|okay|right|so|and|also|then|sure|hi there|hello|hi|hey)[,:!.]*|(?:great|perfect|lovely|well)[,:!.]+) (?=\\S)",
    "",
  ),
  rule("^(?:so|and|also|then|please)[,:]? (?=\\S)", ""),
  rule("^(?:could|can|would|will) (?=(?:ITEMS|WHOLE) (?:go|be)\\b)", ""),
  rule(
    "^i(?:'d| would) (?:like|love|want) (?:you )?to (?:also )?|^i want (?:you )?to |^(?:let's|feel free to|go ahead and|you (?:can|may)|do|just) (?=(?:\\p{L}|#?\\d))(?!it\\b|that\\b|not\\b|you\\b)",
    "",
  ),
  rule("^(?:can|could|may) i (?:please )?(?:see|have|get) (?=(?:more|the|my|a)\\b)", ""),
  rule("^(?:can|could|would|will) you (?:please |kindly )(.*?)\\?*$", "$1"),
  rule("^(?:can|could|would|will) you (.*?),? please\\?*$", "$1"),
  rule(",? would you\\?*$", ""),
  rule(",? ?\\bplease\\b(?=[,.!? ]|$)", ""),
  rule(
    " (?:for me|if you would|if you could|when(?:ever)? you (?:can|get a (?:chance|moment|minute|sec))|asap|as soon as (?:possible|you can))END",
    "",
  ),
  rule(
    ",? (?:this time|after all|all the same|anyway|anyhow|regardless|right away|straight away|now|by all means|then|thanks|thank you|cheers)END",
    "",
  ),
  rule("^(send .*\\d[a-z]?|send (?:all|rest|the rest)|\\d[^:]*) todayEND", "$1"),
];

const WHICH = [
  rule("\\b(ITEM)(?: thru | through | until | till )(ITEM)\\b", "$1-$2"),
  rule("\\b(\\d{1,3}[a-z])/(\\d{1,3}[a-z])\\b", "$1 $2"),
  rule("^(send |forward |skip )?(ITEMS) only(?=$|[,.!])", "$1$2"),
  rule(
    "\\b(?:apart from|bar|minus|other than|aside from|save for|leaving out|with the exception of|excluding)\\b",
    "except",
  ),
  rule("\\b(except|but) (?:number |item |no\\.? )", "$1 "),
  rule("^(?:everybody|everyone|all)(?: of (?:them|these|those))?(?=$| except| but)", "send all"),
  rule(
    "^(?:send )?(?:all|everyone|everybody|everything)(?: of (?:them|these|those))? (?=except|but)",
    "send all ",
  ),
  rule("^send (?:everybody|everyone)(?=$| except| but)", "send all"),
  rule("\\bboth of (ITEM)\\b", "$1 both"),
  rule("^both for (ITEM)$", "$1 both"),
  rule(
    "\\b(ITEM)(?:(?:,? [-–—]|:)?(?: ?yes,?)?| to| yes to)? both(?: of (?:them|those|these)| people| names)?END",
    "$1 both",
  ),
  ...["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].map((word, at) =>
    rule(`^(send |skip |)(?:number )?${word} (?=to \\p{L})`, `$1${at + 2} `),
  ),
];

/** What sends. Only words that can mean nothing else. */
const SENDING = [
  rule(
    "^(?:forward|share|approve|approved|accept|release|go with|go for|pass along|send (?:off|out|over|along|on)|(?:it's |it is )?a yes (?:to|for|on)|(?:i(?:'ll| will) )(?:take|go with|go for)|(?:i(?:'d| would) )(?:like|go with|go for)|my (?:picks?|choices?|vote) (?:is|are|goes to|today is|today are)|definitely|thumbs up (?:for|to|on)|ok (?:to|for|with)|okay (?:to|for|with)|green light for):? (?=ITEM)",
    "send ",
  ),
  rule("^(?:yes|ok|okay)(?: please)? (?:to|for|on) (?=ITEM)", "send "),
  rule("^(?:i(?:'m| am) )?(?:happy|fine|good|ok|okay) (?:with|for) (ITEMS)(?: to go)?END", "send $1"),
  rule("^(ITEMS|WHOLE) (?:can|may) (?:go|be sent)(?: out| ahead)?END", "send $1"),
  rule(
    "^(ITEMS|WHOLE) (?:is|are) (?:fine|good|ok|okay|great|free|clear|all right|alright|ready) to (?:go|send|be sent)(?: out)?END",
    "send $1",
  ),
  rule(
    "^(ITEMS) (?:approved|it is|gets my (?:vote|ok|yes)|has my (?:ok|okay|blessing|yes|vote)|is the one|it is for me|go ahead|go)END",
    "send $1",
  ),
  rule(
    "^(?:it's |it is )?(?:all yes|yes (?:to|for) (?:all|everything|everyone))(?: of (?:them|these|those))?END",
    "send all",
  ),
  rule("\\b(ITEMS) (?:is|are)(?: an?)? (?:definite |clear |big )?yes(?:es)?END", "send $1"),
  rule("^(?:give|send|forward|pass|share) (NAME) (ITEMS)END", "$2 to $1"),
  rule(
    "^(?:give|share|pass|forward|send) (ITEMS)(?: on| along)? (?:to|with) (?=\\p{L})(?!this\\b|the\\b|a\\b|my\\b)",
    "$1 to ",
  ),
  rule("^(NAME) (?:gets|can have|should get) (ITEM)END", "$2 to $1"),
  rule("^(?:send )?(ITEM) ?(?:->|=>|→) ?(NAME)$", "$1 to $2"),
  rule(
    "^(?:send )?(ITEMS) (?:only to|goes to|can go to|should go to|go to|to go to|also to) (NAME)END",
    "$1 to $2",
  ),
  rule("^(?:send )?(ITEMS) to (?:only )?(NAME) only$", "$1 to $2"),
  rule("^send (ITEMS) again$", "resend $1"),
  rule("^(?:give|drop|send) (ITEM|NAME) (?:a|another) nudgeEND", "nudge $1"),
  rule("^(?:chase|chase up|poke|prod|follow up (?:with|on)) (?=ITEM|NAME)", "nudge "),
  rule("^nudge (.+?) (?:again|once more|gently)END", "nudge $1"),
  rule(
    "^always send (NAME) (?:anything |everything |all |the )?(?:from |of )?(NAME?)(?: ones| queries| stuff)?END",
    "always $1 $2",
  ),
];

/** What keeps something from being sent, or puts it off. */
const HOLDING = [
  rule("^no(?: thanks| thank you)? (?:to|for|on) (?=ITEM)", "skip "),
  rule(
    "^(?:drop|leave out|decline|reject|omit|discard|ditch|bin|no need for|nothing for|nothing on|not interested in) (?=ITEM)",
    "skip ",
  ),
  rule("\\b(ITEMS) (?:is|are)(?: an?)? (?:definite |clear |big )?no(?:es)?END", "skip $1"),
  rule(
    "^(?:(?:none|nobody|no one) (?:for|of|on)|skip (?:both|all|everyone|everybody) (?:for|of|in|on|under)) (ITEM)END",
    "skip $1",
  ),
  rule("^(ITEMS) (?:is not|isn't|are not|aren't) for (?:us|me|him|her|them)END", "skip $1"),
  rule("^done with (?=ITEM|it\\b)", "done "),
  rule("^(ITEM) is (?:done|sorted|dealt with|settled|handled|taken care of|finished|closed)\\b", "done $1"),
  rule("^mark (ITEM) (?:as )?(?:done|dealt with|finished)END", "done $1"),
  rule(
    "^(?:it|that|this)(?:'s| is| has been| was) (?:all )?(?:done|sorted|dealt with|settled|taken care of)END",
    "done",
  ),
  rule(
    "^(?:it|that)(?:'s| is| has| was)?(?: been)? (?:sent|gone|went|arrived|went out|gone out|got there|delivered)END",
    "sent it",
  ),
  rule("^sent[.,!;]+ (?:just )?leave it(?: there| be)?$", "sent it"),
  rule("^it (?:went|arrived|got there)(?: out| through)?END", "sent it"),
  rule("^(?:come back to|park|postpone|put off) (ITEM) (?=\\p{L}|\\d)", "snooze $1 "),
  rule(
    "^(ITEMS) (snooze|remind|done|more|why|resend|sent|undo|nudge|thank|ignore|admit)\\b ?(.*)$",
    "$2 $1 $3",
  ),
  rule(
    "^(\\d{1,2} ?(?:d|days?|w|weeks?|h|hours?)|tomorrow|next week|(?:mon|tues|wednes|thurs|fri)day) (snooze|remind)(?: me)?(?: (?:it|this|that))?END",
    "$2 $1",
  ),
  rule("^(snooze|remind|pause)(.*) for a (week|month|day|fortnight)END", "$1$2 a $3"),
  rule("^undo (?:all of (?:it|that|them)|it all|everything|the (?:whole thing|lot))END", "undo"),
  rule("^undo, (?:all of (?:it|that|them)|it all|everything)END", "undo"),
  rule("^(?:can|could) you undo (?:that|it)\\?*$", "undo"),
];

const LOOKING = [
  rule(
    "^(?:can i |could i |i(?:'d| would) like to )?(?:see |show me |give me |tell me |have |get |hear |know )?(?:some |a bit |a little )?more (?:people |names |contacts |of them |info(?:rmation)? |details? )?(?:for|on|about|under) (?=ITEM)",
    "more ",
  ),
  rule(
    "^(?:what(?:'s| is) |details (?:of|on|for|about) |who else (?:is there )?for |anyone else for |anybody else for )(ITEM)(?: about)?\\?*$",
    "more $1",
  ),
  rule(
    "^why (?:did you (?:pick|choose|suggest|propose|put|take|select)|have you (?:picked|chosen|suggested)|do you (?:suggest|propose)) (NAME|ITEM)(?: (?:on|under|in|for|at|with) (ITEM))?END",
    "why $1 $2",
  ),
  rule(
    "^why (?:didn't you (?:pick|choose|suggest|propose)|isn't|wasn't|is|was) (?!ITEM)(NAME) (?:not )?(?:held back|left out|missing|not there|skipped|suggested|proposed|there)(?: (?:on|under|in|for|at|from) (ITEM))?END",
    "why not $1 $2",
  ),
  rule("^why (?:is|was) (NAME) (?:on|under|in|for|at) (ITEM)\\b", "why $1 $2"),
  rule("^why (?:is |was )?(ITEM) (?:held back|there|proposed|suggested|on (?:the|this) list)END", "why $1"),
  rule(
    "^(?:show|tell|give)(?: me)? (?:what|everything|all) (?:you|we) (?:have|know|have got|know of)(?: on| about| of)? (NAME)END",
    "show $1",
  ),
  rule("^what do (?:you|we) (?:have|know)(?: on| about| of) (NAME)\\?*$", "show $1"),
  rule("^(?:look up|pull up|info on|details (?:on|for|of)) (?!ITEM)(NAME)END", "show $1"),
  rule("^(?:do|give me|run|show me|start|let me see|let me have) an? (dry run|digest|export)END", "$1"),
  rule("^(?:send|give|show)(?: me)? (?:the |my |today's )(digest|stats|pending|help)(?: again)?END", "$1"),
  rule("^(?:the |my |an? )(digest|stats|dry run|export)(?: first)?END", "$1"),
  rule(
    "^(?:what(?:'s| is) (?:still )?(?:open|outstanding|pending|left|due)|what do i owe|anything (?:still )?(?:open|pending|outstanding))\\?*$",
    "pending",
  ),
  rule(
    "^(?:how (?:do i|does|do|can i)(?: use)?|what does|explain) (?!ITEM)(\\p{L}+)(?: work| do| mean)?\\?*$",
    "help $1",
  ),
];

const ABOUT_PEOPLE = [
  rule(
    "^(NAME)['’]s (?:new |other |current )?(?:e-?mail|address|e-?mail address)(?: is|:)(?: now)? ?(?=\\S+@)",
    "$1 ",
  ),
  rule("^(NAME) (?:is now at|is at|has moved to|moved to|now uses|uses) (?=\\S+@)", "$1 "),
  rule(
    "^(?:new |the new )?(?:e-?mail |e-?mail address |address )(?:for|of) (NAME)(?: is|:)? (?=\\S+@)",
    "$1 ",
  ),
  rule(
    "^(?:always )?ask me (?:first )?(?:about|before (?:sending|writing) (?:to )?|for) (NAME?)(?: first)?END",
    "ask $1",
  ),
  rule("^ask (NAME) from now onEND", "ask $1"),
  rule(
    "^never send (NAME) (?:anything|any|queries|mails?|stuff) (?:from|of|by) (NAME?)(?: again| any ?more)?END",
    "never $1 $2",
  ),
  rule("^(NAME) and (NAME) are (?:the same(?: person)?|one(?: person)?|one and the same)END", "merge $1, $2"),
  rule("^(?:stop reading|switch off|turn off|silence) (\\S+)(?: for now)?END", "mute $1"),
  rule("^(?:read|start reading) (\\S+) againEND", "unmute $1"),
];

const HERS = [
  rule(
    "^(?:yes|yep|yeah|sure)[,!.]? (?:and )?(?=(?:nudge|snooze|remind|done|resend|thank|sent|undo|more|why|show|mute|ignore|admit|pause)\\b)",
    "",
  ),
  rule("^(none|nothing|skip|no)\\b(.*?)(?: today)?,? (?:i['’]m afraid|sorry|though|today)END", "$1$2"),
  rule(
    "^(?:show me |show )?(?:the ones|those|everything|the mails?|what)(?: that| which)?(?:['’]s| is| are| was| were| has| have)? (?:still )?(failed|waiting|held back|unreadable|answered)END",
    "$1",
  ),
  rule(
    "^export (?:everything|all|it all|(?:all )?(?:of )?(?:my|the) (?:contacts|people|data|list|book))END",
    "export",
  ),
  rule(
    "^(skip|ignore|mute|never|always|ask|read)(.*?) (?:from now on|from here on|for good|for ever|forever|again|any ?more)END",
    "$1$2",
  ),
  rule("^(?:show|see|give me) (?:me )?(?:what )?(failed|waiting|unreadable|answered|held back)END", "$1"),
  rule("^(?:come back to|bring back|park|postpone) (?:it|this|that) (?=\\p{L}|\\d)", "snooze "),
  rule(
    "^(send|resend|nudge|done|sent|skip|snooze)(.*?) (?:to be safe|to be sure|just in case|as (?:suggested|proposed|discussed|usual|ever)|as you (?:suggest|suggested|propose|proposed))END",
    "$1$2",
  ),
  rule(
    "^(#?\\d{1,3}[a-z]?(?:[, ]+#?\\d{1,3}[a-z]?)*) (?:as (?:suggested|proposed)|as you suggest(?:ed)?)END",
    "$1",
  ),
  rule(
    "^(?:yes,? )(?:go for it|fire away|please go ahead|go on|absolutely|of course|definitely|by all means|please do|do it|do that|add (?:him|her|it|them|that one))$",
    "yes",
  ),
  rule(
    "^(?:yep|yeah|yup|yes),? (?:that's|thats|it's|he's|she's) (?:right|correct|fine|him|her|me|the one|ok|okay)$",
    "yes",
  ),
  rule("^(?:nothing|none)(?: today| for (?:me|today|now))?$", "none"),
  rule("^(?:i['’]m|i am|i['’]ll be|i will be) (?:off|on holiday) (?=(?:from|till?|until) )", "away "),
  rule("^(?:i['’]m|i am|i['’]ll be|i will be) (?=away )", ""),
  rule("^(?:go through|reread|catch up on|look through|go over) (?=the (?:last|past) )", "read "),
];

const ALL = [...SLIPS, ...WRAPPING, ...WHICH, ...SENDING, ...HOLDING, ...LOOKING, ...ABOUT_PEOPLE, ...HERS];

/** A line is tried in several ways, most of which leave its sentences as they are. */
const latest = new Map<string, string>();
const KEPT = 200;

/** A sentence in plainer words; the same where nothing plainer is known. */
export function reworded(sentence: string): string {
  const known = latest.get(sentence);
  if (known !== undefined) return known;
  let text = sentence.replace(/[.!…]+$/, "");
  for (const [pattern, instead] of ALL) text = text.replace(pattern, instead).trim();
  const plain = text.replace(/ +/g, " ");
  if (latest.size >= KEPT) latest.clear();
  latest.set(sentence, plain);
  return plain;
}
