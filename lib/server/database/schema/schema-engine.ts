/**
 * Prisma's schema engine as WebAssembly: the same engine as the CLI's, without a download.
 * It decides nothing; it compares schemas and applies migrations over a `pg` connection.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlResultSet } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";

type EngineModule = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");
let loaded: Promise<EngineModule> | undefined;

/** The engine tells its panics here before it traps; a trap alone says nothing. */
const panicRegistry = {
  set_message(message: string): never {
    throw new Error(`The schema engine gave up: ${message}`);
  },
};

async function load(): Promise<EngineModule> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panicRegistry });
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const { resolve } = createRequire(import.meta.url);
  const bytes = await readFile(resolve("@prisma/schema-engine-wasm").replace(/\.js$/, "_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue as never });
  const exports = instance.exports as { __wbindgen_start(): void };
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue;
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Prisma's adapter, made fit for the engine. */
class EngineAdapterFactory extends PrismaPg {
  readonly #url: string;
  readonly #opened: Adapter[] = [];
  constructor(url: string) {
    super({ connectionString: url });
    this.#url = url;
  }

  override async connect() {
    const adapter = suited(await super.connect());
    this.#opened.push(adapter);
    return adapter;
  }

  /** Ends every connection; the engine leaves its own open. */
  async close(): Promise<void> {
    for (const adapter of this.#opened) if (!adapter.underlyingDriver().ended) await adapter.dispose();
  }

  /** The adapter's own shadow database would be the real one whenever the address is a URL. */
  override async connectToShadowDb() {
    const name = `drydock_shadow_${randomBytes(8).toString("hex")}`;
    const server = await this.connect();
    await server.executeScript(`CREATE DATABASE ${name} TEMPLATE template0`);
    const shadow = await new EngineAdapterFactory(withDatabase(this.#url, name)).connect();
    const close = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await close();
      await server.executeScript(`DROP DATABASE ${name}`);
      await server.dispose();
    };
    return shadow;
  }
}

/** @returns the address of another database of the same server. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** The adapter cuts scripts at each semicolon, inside function bodies too; PostgreSQL takes a script as it is, all or nothing. */
function suited(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => unmarked(await queryRaw(query));
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  pool.query = marking(pool.query.bind(pool));
  return adapter;
}

/**
 * The catalogue's type `"char"`, which the adapter does not map and the engine insists on: such columns pass through the
 * adapter as text under a marked name, and get their type after it.
 */
const charType = 18;
const textType = 25;
const mark = "char:";

function marking(query: pg.Pool["query"]): pg.Pool["query"] {
  const marked = async (...args: Parameters<pg.Pool["query"]>) => {
    const result = (await query(...args)) as unknown as pg.QueryResult;
    for (const field of result.fields ?? [])
      if (field.dataTypeID === charType) Object.assign(field, { dataTypeID: textType, name: mark + field.name });
    return result;
  };
  return marked as unknown as pg.Pool["query"];
}

function unmarked({ columnNames, columnTypes, rows }: SqlResultSet): SqlResultSet {
  return {
    columnNames: columnNames.map((name) => (name.startsWith(mark) ? name.slice(mark.length) : name)),
    columnTypes: columnTypes.map((type, i) => (columnNames[i]?.startsWith(mark) ? ColumnTypeEnum.Character : type)),
    rows,
  };
}

/**
 * Runs `use` with an engine that is connected to a database.
 * @throws what the engine reports: a migration that failed, a database that cannot be reached.
 */
export async function withSchemaEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  const factory = new EngineAdapterFactory(url);
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, bound);
  try {
    return await use(engine);
  } finally {
    engine.free();
    await factory.close();
  }
}

/** Nothing in the database is managed by others in a way that the engine should know. */
export const noFilter = { externalTables: [], externalEnums: [] };
