# attack: Its table's column names, labels and cells are markup.
# stopped-by: A table is shown cell by cell, as text.
# ends: wrong
import pandas as pd

markup = "<script>alert('cell')</script>"
table = pd.DataFrame({markup: [markup], "x": ["</td></table>" + markup]}, index=[markup])
print(table.to_html())
table
