export interface QueryNames {
  metrics: string[];
  /** Labels that the query filters or groups by. */
  labels: string[];
}

const words = new Set([
  'and',
  'or',
  'unless',
  'offset',
  'bool',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);

/** The names in a PromQL expression: what stands in braces or after `by` are labels, what is not called is a metric. */
export function readQuery(expression: string): QueryNames {
  const labels: string[] = [];
  const rest = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\{([^}]*)\}/g, (_all, matchers: string) => {
      labels.push(
        ...[...matchers.matchAll(/([a-z_]\w*)\s*(?:=~|!~|!=|=)/g)].map(([, name]) => name as string),
      );
      return ' ';
    })
    .replace(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g, (_all, list: string) => {
      labels.push(...list.split(',').map((name) => name.trim()));
      return ' ';
    })
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\boffset\s+\w+/g, ' ');
  const metrics = [...rest.matchAll(/(?<![\w.])([a-zA-Z_:][\w:]*)\b(?!\s*\()/g)]
    .map(([, name]) => name as string)
    .filter((name) => !words.has(name) && !isAggregation(rest, name));
  return { metrics: [...new Set(metrics)], labels: [...new Set(labels)] };
}

/** `sum by (x) (…)` leaves `sum` before a parenthesis further on. */
function isAggregation(rest: string, name: string): boolean {
  return ['sum', 'max', 'min', 'avg', 'count', 'topk', 'bottomk'].includes(name) && rest.includes('(');
}
