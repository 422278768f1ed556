// A style sheet against the specifications: its syntax, its rules, every property with its value, variables filled in.
import { generate, lexer, parse, walk } from 'css-tree';

// The boxes in the margin of a page (CSS Paged Media 3), which css-tree 3.2 does not know.
const MARGIN_BOX = /^(top|bottom)-(left|right)-corner$|^(top|bottom)-(left|center|right)$|^(left|right)-(top|middle|bottom)$/;

// The problems of a style sheet, each with its line.
export function problemsOfStyle(text) {
  const problems = [];
  const wrong = (line, problem) => problems.push(`line ${line}: ${problem}`);
  const sheet = parse(text, { positions: true, onParseError: (error) => wrong(error.line, error.message) });
  const variables = variablesOf(sheet);
  walk(sheet, {
    visit: 'Declaration',
    enter(node) {
      const problem = problemOfDeclaration(node, this.atrule?.name, variables);
      if (problem) wrong(node.loc.start.line, problem);
    },
  });
  walk(sheet, {
    visit: 'Atrule',
    enter(node) {
      const problem = problemOfRule(node);
      if (problem) wrong(node.loc.start.line, problem);
    },
  });
  return problems;
}

// Every variable that is set somewhere, with the value that it is given first.
function variablesOf(sheet) {
  const variables = new Map();
  walk(sheet, ({ type, property, value }) => {
    if (type === 'Declaration' && property.startsWith('--') && !variables.has(property)) variables.set(property, generate(value).trim());
  });
  return variables;
}

function problemOfDeclaration({ property, value }, rule, variables) {
  const filled = fill(generate(value), variables);
  if (filled.includes('var(')) return `\`${property}: ${filled}\`: a variable that is set nowhere`;
  if (property.startsWith('--')) return null;
  const isDescriptor = rule === 'page' && !lexer.matchAtruleDescriptor(rule, property, filled).error;
  const error = isDescriptor ? null : lexer.matchProperty(property, filled).error;
  return error && `\`${property}: ${filled}\`: ${error.message.split('\n')[0]}`;
}

// A variable may be made of others, to some depth.
function fill(value, variables, depth = 8) {
  const filled = value.replace(/var\((--[\w-]+)\)/g, (written, name) => variables.get(name) ?? written);
  return filled === value || depth === 0 ? filled : fill(filled, variables, depth - 1);
}

function problemOfRule({ name, prelude }) {
  if (MARGIN_BOX.test(name)) return null;
  const error = lexer.checkAtruleName(name) ?? (prelude && lexer.matchAtrulePrelude(name, prelude).error);
  return error && `\`@${name}\`: ${error.message.split('\n')[0]}`;
}
