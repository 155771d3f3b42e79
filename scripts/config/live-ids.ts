/** Kinds of things that have names people know and ids the API knows. */
type Kind =
  | "person"
  | "team"
  | "project"
  | "provider"
  | "credential"
  | "model"
  | "alias"
  | "quota"
  | "deployment"
  | "split rule"
  | "destination";

/** What names mean on a server: filled while it is read, and while things are made. */
export class LiveIds {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  learn(kind: Kind, name: string, id: string): void {
    this.#ids.set(`${kind} ${name}`, id);
    this.#names.set(`${kind} ${id}`, name);
  }

  forget(kind: Kind, name: string): void {
    this.#ids.delete(`${kind} ${name}`);
  }

  /** Throws a sentence when there is none. */
  idOf(kind: Kind, name: string): string {
    const id = this.#ids.get(`${kind} ${name}`);
    if (id === undefined) throw new Error(`There is no ${kind} "${name}".`);
    return id;
  }

  find(kind: Kind, name: string): string | null {
    return this.#ids.get(`${kind} ${name}`) ?? null;
  }

  /** Null for what is not managed here: archived, or left. */
  nameOf(kind: Kind, id: string): string | null {
    return this.#names.get(`${kind} ${id}`) ?? null;
  }
}

/** How a project is named in a file: project names are only unique inside their team. */
export function projectName(team: string, name: string): string {
  return `${team} / ${name}`;
}
