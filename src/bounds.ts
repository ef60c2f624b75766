/** Every bound a stranger's mail or a fault of ours can run against, in one place (DESIGN 4). */

/** Above this RFC822.SIZE only headers and the first part of the text are fetched. Bytes. */
export const MAIL_BYTES = 12 * 1024 * 1024;
/** More lines than this make a mail too large as well; 12 MB of attachments have half as many. */
export const MAIL_LINES = 400_000;
/** How much of a too large mail is read. Bytes. */
export const HEAD_BYTES = 256 * 1024;
/** Text that any pattern may see. Characters. */
export const TEXT_CHARS = 200_000;
/** Runs of one blank-like character are cut to this, so that no pattern can stall on padding. */
export const RUN_CHARS = 80;
/** A line is cut to this for the libraries that look for forwards and quotes. */
export const LINE_CHARS = 500;
export const MIME_PARTS = 1000;
export const MIME_NESTING = 30;
/** An address book or calendar entry that came by mail is read up to this; 20,000 people fit. Bytes. */
export const BOOK_BYTES = 4 * 1024 * 1024;
/** message/rfc822 originals in one mail, nested ones counted. */
export const ORIGINALS = 50;
/** Understanding one mail, in its worker. */
export const UNDERSTAND_MS = 2000;
export const UNDERSTAND_HEAP_MB = 300;
/** Queries one mail may hold. */
export const QUERIES = 400;
/** Command lines one mail may hold. */
export const COMMAND_LINES = 60;
/** Mails an hour to one address, letters to her aside. */
export const MAILS_AN_HOUR_TO_ONE = 6;
/** Letters an hour to her before the breaker stops and says so once: more than a backlog's worth of answers. */
export const LETTERS_AN_HOUR = 250;
/** Tries of a mail that cannot be handled, before it goes to Problems. */
export const TRIES = 3;
/** Mails fetched and committed at once; of each the first HEAD_BYTES fit into one fetch. */
export const CHUNK = 96;
/** Bytes of mail held at once by one fetch, however many mails are asked for. */
export const FETCH_BYTES = 2 * MAIL_BYTES;
/** Mails moved with one command. */
export const MOVE_BATCH = 100;
/** More than this waiting is a backlog: newest first, one letter instead of proposals. */
export const BACKLOG = 200;
/** Header fields of one mail, and characters of one of them, read when its header is too large to read whole. */
export const HEADER_FIELDS = 1000;
export const HEADER_FIELD_CHARS = 8000;
/** A Message-ID longer than a line may be (RFC 5322 §2.1.1) is none. Characters. */
export const MESSAGE_ID_CHARS = 998;
/** HTML that is turned into text, and how deep its elements may nest. Characters; levels. */
export const HTML_CHARS = 600_000;
export const HTML_NESTING = 200;
/** What of an answer is looked through for a signature. Characters. */
export const REPLY_CHARS = 10_000;
