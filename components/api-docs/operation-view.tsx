import { CodeBlock } from "../ui/copy.tsx";
import { schemaAddress } from "./addresses.ts";
import { MethodTag } from "./method-tag.tsx";
import type { Operation, Shape } from "./reference.ts";
import { Rows, TypeView } from "./type-view.tsx";

const signIns: Record<Operation["signIn"], string> = {
  nobody: "open to everybody",
  person: "in person, by signing in: no API token is let in",
  tokenOrPerson: "API token, or signed in",
};

function ShapeView({ shape, caption }: { shape: Shape; caption: string }) {
  return (
    <div className="grid gap-1">
      <p className="text-12 text-ink-2">
        <code>{shape.mediaType}</code> · <TypeView type={shape.type} />
      </p>
      {shape.rows.length === 0 ? null : <Rows rows={shape.rows} caption={caption} />}
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <h4 className="font-label text-12 text-ink-3">{title}</h4>
      {children}
    </div>
  );
}

function Answers({ operation }: { operation: Operation }) {
  return (
    <Part title="Answers">
      {operation.answers.map(({ status, shapes }) => (
        <div key={status} className="grid gap-1">
          {shapes.length === 0 ? (
            <p className="text-12 text-ink-2">
              <code>{status}</code> without a body
            </p>
          ) : (
            shapes.map((shape) => (
              <div key={shape.mediaType} className="flex gap-2">
                <code className="text-12">{status}</code>
                <div className="min-w-0 flex-1">
                  <ShapeView shape={shape} caption={`Answer ${status} of ${operation.id}`} />
                </div>
              </div>
            ))
          )}
        </div>
      ))}
      <p className="text-12 text-ink-2">
        <code>{operation.problems.join(" ")}</code> as{" "}
        <a href={schemaAddress("Problem")} className="text-accent-text underline underline-offset-2">
          Problem
        </a>
      </p>
    </Part>
  );
}

/** One route: what it does, who may, what it takes and gives, and a command. */
export function OperationView({ operation }: { operation: Operation }) {
  return (
    <article id={operation.id} className="scroll-mt-16 grid gap-3 border-line border-t px-4 py-4 first-of-type:border-t-0">
      <header className="grid gap-1">
        <h3 className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-14">
          <MethodTag method={operation.method} />
          <code className="[overflow-wrap:anywhere]">{operation.path}</code>
          <a href={`#${operation.id}`} aria-label={`Link to ${operation.id}`} className="text-ink-3 hover:text-accent-text">
            #
          </a>
        </h3>
        <p className="max-w-[80ch] text-pretty">{operation.summary}.</p>
        {operation.description === undefined ? null : (
          <p className="max-w-[80ch] text-pretty text-ink-2">{operation.description}</p>
        )}
        <p className="text-12 text-ink-3">
          {signIns[operation.signIn]}
          {operation.needs === undefined || operation.needs === "public" ? null : (
            <>
              {" "}
              · needs <code>{operation.needs}</code>
            </>
          )}
        </p>
      </header>
      {operation.parameters.length === 0 ? null : (
        <Part title="Parameters">
          <Rows rows={operation.parameters} caption={`Parameters of ${operation.id}`} />
        </Part>
      )}
      {operation.body === undefined ? null : (
        <Part title="Body">
          <ShapeView shape={operation.body} caption={`Body of ${operation.id}`} />
        </Part>
      )}
      <Answers operation={operation} />
      {operation.curl === undefined ? null : <CodeBlock text={operation.curl} label={`Command for ${operation.id}`} wrap />}
    </article>
  );
}
