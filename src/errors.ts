/** What can go wrong, told apart by who must act. */

export abstract class AssistantError extends Error {
  abstract readonly code: string;
  override readonly name: string = this.constructor.name;
}

/** A server is at fault, for now: keep the work and come back later. */
export class ServiceUnavailable extends AssistantError {
  readonly code = "SERVICE_UNAVAILABLE";
}

/** The disk of her folder is full or failing: nothing may leave that cannot be written down. */
export class DiskUnavailable extends ServiceUnavailable {}

/** The server knows us and says no: her password or sign-in has to be renewed. Back off longer, and tell her. */
export class LoginRefused extends AssistantError {
  readonly code = "LOGIN_REFUSED";
}

/** The mail is at fault: set it aside, go on with the next. */
export class UnreadableMail extends AssistantError {
  readonly code = "UNREADABLE_MAIL";
}

/** The operator is asked: stop, and name the setting or file and its cure. */
export class Misconfigured extends AssistantError {
  readonly code = "MISCONFIGURED";
}
