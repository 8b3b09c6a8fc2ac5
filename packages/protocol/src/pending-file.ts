/** A file that is made and uploaded only when the call is sent, such as a drawing. Lives in the page, never on the wire. */
export class PendingFile {
  readonly name: string;
  /** Makes the content; called once at most. */
  readonly make: () => Promise<Blob>;

  constructor(name: string, make: () => Promise<Blob>) {
    this.name = name;
    this.make = make;
  }
}
