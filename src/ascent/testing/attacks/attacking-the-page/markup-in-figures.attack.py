# attack: Its figure's title, labels, legend and window are markup.
# stopped-by: The figure is a picture; what is said of it is text.
# ends: wrong
import matplotlib.pyplot as plt

markup = "<script>alert('drawn')</script>"
figure, axes = plt.subplots()
axes.plot([1, 2], label=markup)
axes.set_title(markup)
axes.set_xlabel(markup)
axes.set_ylabel("]]></svg>" + markup)
axes.legend()
figure.suptitle(markup)
plt.show()
