/** The few rules of this house that no plugin we have knows: on comments, which only a plugin of our own can read. */

const reportIn = (context, wrong, message) => ({
  Program() {
    for (const comment of context.sourceCode.getAllComments())
      if (wrong(comment, context.sourceCode)) context.report({ loc: comment.loc, message })
  },
})

const TODO = /\b(TODO|FIXME|XXX|HACK)\b/
const LINK = /https?:\/\/\S+\/issues\/\d+|#\d+/

const noTodoWithoutIssue = {
  create: (context) =>
    reportIn(context, ({ value }) => TODO.test(value) && !LINK.test(value), 'A TODO needs a link to its issue.'),
}

const DISABLE = /^\s*eslint-disable/

/** The reason stands behind ` -- `, or in a comment on the line above. */
const reasonedDisable = {
  create: (context) =>
    reportIn(
      context,
      (comment, sourceCode) =>
        DISABLE.test(comment.value) &&
        !/\s--\s+\S/.test(comment.value) &&
        !sourceCode
          .getAllComments()
          .some((other) => other.loc.end.line === comment.loc.start.line - 1 && !DISABLE.test(other.value)),
      'Say why this rule does not hold here: `-- reason`, or a comment on the line above.',
    ),
}

export const house = { rules: { 'no-todo-without-issue': noTodoWithoutIssue, 'reasoned-disable': reasonedDisable } }
