import type { Code, FactsOf } from '../codes.ts';
import { fail, StillConverging } from './outcome.ts';
import type { Service } from './swarm.ts';

/**
 * Fails the check for what a probe has seen, once the last change of the service is as old as
 * the lab's `settle`; pending until then. Tasks that run are not all: nodes tell each other the
 * names of tasks, and open ports for them, some time later, and after an engine has started
 * again the others find it within a minute.
 *
 * @param waitingFor In Russian, with what is seen now.
 */
export function failOnceSettled<C extends Code>(
  service: Service,
  waitingFor: string,
  code: C,
  facts: FactsOf<C> & { readonly object?: string },
): never {
  if (service.sinceChange >= service.swarm.settle) fail(code, facts);
  throw new StillConverging(waitingFor);
}
