/** What is to be recognised in running text, where no field's name says what it is. */
const SECRETS = [
  // JSON web tokens: the admin sends them in addresses, and addresses stand in errors.
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  // Shopify's access and refresh tokens, and its app secrets.
  /\bshp[a-z]{2}_\w+/g,
  /(?<=\b(?:id_token|hmac|signature)=)[^&\s"\\]+/g,
  // Whom or whose order it is about: a log outlives the redaction of a customer.
  /(?<=gid:\/\/shopify\/(?:Customer|Order)\/)\d+/g,
  /(?<=\bcustomers?[/ ])\d+/gi,
  // E-mail addresses, also as they stand in addresses of pages.
  /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi,
];

/** The last net under a log line: what got past the names of fields is taken out of the text. */
export function hideSecrets(line: string): string {
  return SECRETS.reduce((text, secret) => text.replace(secret, "(removed)"), line);
}
