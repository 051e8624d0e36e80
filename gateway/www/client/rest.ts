// How calls travel: tokens, errors, downloads and server-sent events. api.ts, made from the OpenAPI document, uses it.

export type Query = Record<string, string | number | boolean | undefined>;

export interface Options {
  /** Ends the call early. */
  signal?: AbortSignal;
  /** Names a request that makes something, so that it may be sent again without making it twice. */
  idempotencyKey?: string;
}

export interface Request extends Options {
  query?: Query | undefined;
  json?: unknown;
  file?: Blob | undefined;
}

/** An error of the API; `code` is for programs, `message` for people. */
export class RetainWiseError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string,
    readonly details: { field: string; message: string }[] = [],
    readonly retryAfterS?: number,
  ) {
    super(message);
    this.name = "RetainWiseError";
  }
}

/** Sends requests to one gateway; `token` is asked for each, so that a fresh one is sent after an old one has run out. */
export class Rest {
  constructor(
    private readonly base: string,
    private readonly token: () => string | Promise<string>,
  ) {}

  /** The response of a call that went well. Throws RetainWiseError otherwise. */
  async send(method: string, path: string, request: Request): Promise<Response> {
    const headers = new Headers({ authorization: `Bearer ${await this.token()}` });
    if (request.idempotencyKey) headers.set("idempotency-key", request.idempotencyKey);
    if (request.json !== undefined) headers.set("content-type", "application/json");
    // Browsers call a CSV what the machine opens it with, such as application/vnd.ms-excel.
    if (request.file) headers.set("content-type", "text/csv");
    const body = request.json === undefined ? request.file : JSON.stringify(request.json);
    const answer = await fetch(this.base + path + asQuery(request.query), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(request.signal ? { signal: request.signal } : {}),
    });
    if (!answer.ok) throw await errorOf(answer);
    return answer;
  }

  /** The JSON of a call that went well. */
  async json<T>(method: string, path: string, request: Request): Promise<T> {
    return (await (await this.send(method, path, request)).json()) as T;
  }

  /** The messages of a stream of server-sent events, up to its end. */
  async *events<T>(path: string, request: Request): AsyncGenerator<T> {
    const answer = await this.send("GET", path, request);
    if (!answer.body) return;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = block.split(/\r?\n/).filter((line) => line.startsWith("data:"));
        if (data.length) yield JSON.parse(data.map((line) => line.slice(5)).join("\n")) as T;
      }
    }
  }
}

function asQuery(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length ? "?" + new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString() : "";
}

async function errorOf(answer: Response): Promise<RetainWiseError> {
  const unknown = { code: "", message: answer.statusText, request_id: answer.headers.get("x-request-id") ?? "" };
  // Something between the browser and the gateway may have answered in its own words.
  const { error } = (await answer.json().catch(() => ({ error: unknown }))) as { error: ErrorBody };
  return new RetainWiseError(answer.status, error.code, error.message, error.request_id, error.details, error.retry_after_s);
}

interface ErrorBody {
  code: string;
  message: string;
  request_id: string;
  details?: { field: string; message: string }[];
  retry_after_s?: number;
}
