import { PageBody } from "../shell/page-body.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { schemaAddress, schemasSection } from "./addresses.ts";
import { OperationIndex } from "./operation-index.tsx";
import { OperationView } from "./operation-view.tsx";
import type { Reference } from "./reference.ts";
import { Rows, TypeView } from "./type-view.tsx";

interface ApiDocsProps {
  reference: Reference;
  /** Such as `https://drydock.example/api/v1`. */
  base: string;
  limits: { readonly requests: number; readonly changes: number };
  /** A tag, or that of the schemas; otherwise how it is used. */
  section: string | undefined;
}

const linkLook = "text-accent-text underline underline-offset-2";

function Beginning({ base, limits }: Pick<ApiDocsProps, "base" | "limits">) {
  return (
    <Panel title="How it is used">
      <div className="grid max-w-[92ch] gap-3 px-4 py-4 text-pretty">
        <p>
          Make a token under{" "}
          <Link href="/settings" className={linkLook}>
            Settings
          </Link>{" "}
          and send it with every request. It acts as you, and never with more than you have at the time.
        </p>
        <CodeBlock text={`curl -H "Authorization: Bearer $DRYDOCK_TOKEN" ${base}/fleet`} label="A first request" wrap />
        <ul className="grid list-disc gap-1 pl-5">
          <li>
            Every error is a{" "}
            <a href={schemaAddress("Problem")} className={linkLook}>
              Problem
            </a>{" "}
            (RFC 9457) with a <code>code</code> of a closed set, a sentence and a remedy. What lies outside your scope is 404.
          </li>
          <li>
            Lists come in pages: send <code>next</code> back as <code>cursor</code>.
          </li>
          <li>
            A POST with an <code>Idempotency-Key</code> is carried out once; the same request with the same key is answered as the
            first time for 24 hours, with <code>Idempotency-Replayed: true</code>. The same key with another request is 422, and
            409 while the first one runs. An answer that shows a secret is never kept: who asks again gets 409{" "}
            <code>shownOnce</code>.
          </li>
          <li>
            {limits.requests} requests a minute for each person and each token, {limits.changes} of them changes.{" "}
            <code>RateLimit-Policy</code> and <code>RateLimit</code> say what is left, <code>Retry-After</code> when to come back.
          </li>
        </ul>
        <p className="text-ink-2">
          The same as an{" "}
          <a href="/api/v1/openapi.json" className={linkLook}>
            OpenAPI 3.1 document
          </a>
          .
        </p>
      </div>
    </Panel>
  );
}

function Schemas({ schemas }: { schemas: Reference["schemas"] }) {
  return (
    <Panel title="Schemas">
      {schemas.map(({ name, type, about, rows }) => (
        <div
          key={name}
          id={`schema-${name}`}
          className="scroll-mt-16 grid gap-1.5 border-line border-t px-4 py-3 first-of-type:border-t-0"
        >
          <h3 className="text-13">
            <code>{name}</code>
          </h3>
          {about === "" ? null : <p className="max-w-[80ch] text-ink-2">{about}</p>}
          {rows.length === 0 ? (
            <p>
              <TypeView type={type} />
            </p>
          ) : (
            <Rows rows={rows} caption={`Fields of ${name}`} />
          )}
        </div>
      ))}
    </Panel>
  );
}

function Shown({ reference, base, limits, section }: ApiDocsProps) {
  if (section === schemasSection) return <Schemas schemas={reference.schemas} />;
  const chosen = reference.sections.find(({ tag }) => tag === section);
  if (chosen === undefined) return <Beginning base={base} limits={limits} />;
  const { tag, operations } = chosen;
  return (
    <Panel title={tag} aside={`${operations.length} ${operations.length === 1 ? "route" : "routes"}`}>
      {operations.map((operation) => (
        <OperationView key={operation.id} operation={operation} />
      ))}
    </Panel>
  );
}

/** The API, written out from its own document: nothing here can say what the API does not do. */
export function ApiDocs(props: ApiDocsProps) {
  const { reference, base } = props;
  const operations = reference.sections.flatMap((section) => section.operations);
  const entries = operations.map(({ id, tag, method, path, summary }) => ({ id, tag, method, path, summary }));
  return (
    <PageBody>
      <Answer title="API reference">
        {operations.length} routes below <code>{base}</code>.
      </Answer>
      <div className="grid items-start gap-6 wide:grid-cols-[260px_minmax(0,1fr)]">
        <aside className="wide:sticky wide:top-16 wide:max-h-[calc(100dvh-80px)] wide:overflow-auto narrow:max-h-72 narrow:overflow-auto">
          <OperationIndex entries={entries} />
        </aside>
        <div className="grid min-w-0 gap-4">
          <Shown {...props} />
        </div>
      </div>
    </PageBody>
  );
}
