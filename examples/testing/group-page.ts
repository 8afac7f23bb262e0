/** A page's operation, as an app keeps it. Codegen's documents go wherever this text goes. */
export const GROUP_PAGE = /* GraphQL */ `
  query GroupPage($id: ID!, $first: Int = 50) {
    conversation(id: $id) {
      name
      participants(first: $first) {
        totalCount
        nodes {
          role
          user {
            name
            app {
              creator {
                name
              }
            }
          }
        }
      }
    }
  }
`
