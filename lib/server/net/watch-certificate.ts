/** Looks at the certificate that a server shows on the way to what is asked of it. */
import { TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import type { ShownCertificate } from "#core/inventory/anonymous.ts";

type Connector = ReturnType<typeof buildConnector>;

/** Keeps how long the certificate lasts that the first of the connections was shown. */
export class CertificateWatch {
  #shown: ShownCertificate | undefined;

  /** @returns absent before a connection, and where the way there shows none. */
  get shown(): ShownCertificate | undefined {
    return this.#shown;
  }

  /** @returns the same connector, watched. */
  over(connect: Connector): Connector {
    return (target, callback) =>
      connect(target, (...said) => {
        const [, socket] = said;
        const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
        if (certificate !== undefined)
          this.#shown ??= { from: certificate.validFromDate.toISOString(), until: certificate.validToDate.toISOString() };
        callback(...said);
      });
  }
}
