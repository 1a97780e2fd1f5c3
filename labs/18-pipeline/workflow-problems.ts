import { readFileSync, writeSync } from 'node:fs';
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';

// Prints what GitHub's own parser has against the workflow in standard input, a problem a
// line. The package imports JSON in a way that Node.js refuses: the test bundles this file.
const { context, value } = parseWorkflow(
  { name: 'deploy.yml', content: readFileSync(0, 'utf8') },
  new NoOperationTraceWriter(),
);
if (value !== undefined) void convertWorkflowTemplate(context, value).then(print, print);
else print();

function print(): void {
  for (const { message } of context.errors.getErrors()) writeSync(1, `${message}\n`);
}
